; Texts of the Windows installer beyond those of electron-builder, in Simplified Chinese (2052). Saved as UTF-8 with BOM.
!macro customHeader
  BrandingText "代理机构工作台"
!macroend

!macro customWelcomePage
  !define MUI_WELCOMEPAGE_TITLE "安装代理机构工作台"
  !define MUI_WELCOMEPAGE_TEXT "本程序在这台电脑上运行，没有连接税务机关；其中的办理记录都是本机记录。$\r$\n$\r$\n升级安装会保留已有的数据。建议先退出正在运行的工作台，再点“下一步”。"
  !insertmacro MUI_PAGE_WELCOME
!macroend

!macro customUnInstall
  ${IfNot} ${Silent}
    MessageBox MB_OK|MB_ICONINFORMATION "程序已卸载。客户数据和备份没有删除，仍在您的用户数据文件夹 agency-desk 中；重新安装后可以继续使用。"
  ${EndIf}
!macroend

import { expect, type Locator, type Page } from '@playwright/test';
import type { ClientRow } from '../../../src-preload/contract/clients.ts';
import { CertificatePage } from '../pages/certificate-page.ts';
import { ClientListPage } from '../pages/client-list-page.ts';
import { ClientPages } from '../pages/client-pages.ts';
import { CommandPalette } from '../pages/command-palette.ts';
import { ConfirmSheet } from '../pages/confirm-sheet.ts';
import { DeskFrame } from '../pages/desk-frame.ts';
import { EnterSheet } from '../pages/enter-sheet.ts';
import { LockSheet } from '../pages/lock-sheet.ts';
import { PasswordSheet } from '../pages/password-sheet.ts';
import { PaymentsPage } from '../pages/payments-page.ts';
import { SignInPage } from '../pages/sign-in-page.ts';
import { VatPage } from '../pages/vat-page.ts';
import { demo } from '../support/demo.ts';
import { clientsLike, type Wanted } from '../support/engine.ts';
import { ownOffice } from '../support/own-office.ts';
import { isDesktop } from '../support/running-host.ts';

/** One window of the workbench with its pages, and what people do in it every day. */
export class Desk {
  readonly signIn: SignInPage;
  readonly frame: DeskFrame;
  readonly list: ClientListPage;
  readonly palette: CommandPalette;
  readonly enterSheet: EnterSheet;
  readonly lock: LockSheet;
  readonly ownPassword: PasswordSheet;
  readonly client: ClientPages;
  readonly vat: VatPage;
  readonly confirm: ConfirmSheet;
  readonly payments: PaymentsPage;
  readonly certificate: CertificatePage;
  /** The open card of 为什么不能办. */
  readonly why: Locator;

  constructor(readonly page: Page) {
    this.signIn = new SignInPage(page);
    this.frame = new DeskFrame(page);
    this.list = new ClientListPage(page);
    this.palette = new CommandPalette(page);
    this.enterSheet = new EnterSheet(page);
    this.lock = new LockSheet(page);
    this.ownPassword = new PasswordSheet(page);
    this.client = new ClientPages(page);
    this.vat = new VatPage(page);
    this.confirm = new ConfirmSheet(page);
    this.payments = new PaymentsPage(page);
    this.certificate = new CertificatePage(page);
    this.why = page.locator('[popover]:popover-open');
  }

  /** Step 1. */
  async giveFirm(password: string = demo.firm.password): Promise<void> {
    await this.signIn.firmId.fill(demo.firm.taxpayerId);
    await this.signIn.firmPassword.fill(password);
    await this.signIn.next.click();
  }

  /** Steps 1 and 2, up to the client list. */
  async signInAs(name: string = demo.admin, password: string = demo.staffPassword): Promise<void> {
    await this.giveFirm();
    await this.signIn.member(name).click();
    await this.signIn.personalPassword(name).fill(password);
    await this.signIn.submit.click();
    await expect(this.list.heading).toBeVisible();
    await expect(this.list.rows.first()).toBeVisible();
  }

  /** Steps 1 and 2 in an own office, as its first admin. */
  async signInOwn(): Promise<void> {
    await this.signIn.firmId.fill(ownOffice.agency.taxpayerId);
    await this.signIn.firmPassword.fill(ownOffice.agency.password);
    await this.signIn.next.click();
    await this.signIn.member(ownOffice.admin.name).click();
    await this.signIn.personalPassword(ownOffice.admin.name).fill(ownOffice.admin.personalPassword);
    await this.signIn.submit.click();
    await expect(this.list.heading).toBeVisible();
  }

  /** Steps 1 and 2 by a code from the simulated phone, which the page offers to fill in. */
  async signInByCode(name: string): Promise<void> {
    await this.giveFirm();
    await this.signIn.member(name).click();
    await this.signIn.sendCode.click();
    await this.signIn.demo.getByRole('button', { name: /^填入 \d{6}$/ }).click();
    await this.signIn.submit.click();
  }

  /** Clients of the sample office that fit; see {@link clientsLike}. */
  async clients(wanted: Wanted, count: number): Promise<ClientRow[]> {
    return clientsLike(this.page, wanted, count);
  }

  /** Opens a client with Ctrl K by its full name; a remembered password is not asked for. */
  async openByPalette(client: ClientRow): Promise<void> {
    await this.palette.open();
    await this.palette.field.fill(client.name);
    await expect(this.palette.active).toContainText(client.name);
    await this.page.keyboard.press('Enter');
    await this.isOn(client);
  }

  /** Types the agreement password of a client that is asked for one. */
  async giveAgreementPassword(client: ClientRow, { remember = true }: { remember?: boolean } = {}): Promise<void> {
    await expect(this.enterSheet.sheet).toContainText(client.name);
    await this.enterSheet.password.fill(demo.agreementPassword);
    // The box itself is drawn by its label.
    if (!remember && (await this.enterSheet.remember.isChecked()))
      await this.enterSheet.sheet.getByText('记住协议密码，下次一键进入').click();
    await this.enterSheet.enter.click();
    await this.isOn(client);
  }

  /** Band and tab name this client by name, id and colour, and the session is open. */
  async isOn(client: ClientRow): Promise<void> {
    const { band, activeTab } = this.frame;
    await expect(band).toContainText(client.name);
    await expect(band).toContainText(client.taxpayerId);
    await expect(band).toContainText('以 ');
    await expect(band).toHaveAttribute('data-client-colour', String(client.colour));
    await expect(activeTab).toHaveAttribute('title', `${client.name}\n${client.taxpayerId}`);
    await expect(activeTab).toHaveAttribute('data-client-colour', String(client.colour));
    await expect(this.enterSheet.sheet).toBeHidden();
  }

  /** The key of a place in the tab strip; a browser keeps Ctrl 1…9, Ctrl Tab and Ctrl W for its own tabs, so there Alt takes the place of Ctrl. */
  async pressTab(place: number | 'next' | 'previous' | 'close'): Promise<void> {
    const keys = isDesktop(this.page)
      ? { next: 'Control+Tab', previous: 'Control+Shift+Tab', close: 'Control+w' }
      : { next: 'Alt+ArrowRight', previous: 'Alt+ArrowLeft', close: 'Alt+w' };
    await this.page.keyboard.press(
      typeof place === 'number' ? `${isDesktop(this.page) ? 'Control' : 'Alt'}+${place}` : keys[place],
    );
  }

  /** Opens the VAT return that is next to file. @returns its period as the form writes it */
  async nextVat(): Promise<string> {
    await this.client.go('增值税申报');
    await expect(this.vat.submit).toBeVisible();
    const { period, state } = await this.vat.shown();
    // What a sample client has begun already depends on the day; a return that is filed would not be the next.
    expect(state).toMatch(/^(未申报|草稿)$/);
    return period;
  }

  /** Types the VAT return of a general taxpayer that is next to file, and waits until the draft is saved. @returns the period */
  async draftVat({ sales, input }: { sales: string; input: string }): Promise<string> {
    const { vat } = this;
    const period = await this.nextVat();
    await vat.line('栏次 附一5 6%税率 销售额').fill(sales);
    await vat.line('栏次 附二2 认证相符的增值税专用发票').fill(input);
    await vat.line('栏次 附二2 认证相符的增值税专用发票').blur();
    await expect(vat.draft).toContainText('草稿已保存');
    return period;
  }
}

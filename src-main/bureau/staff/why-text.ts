import type { StaffWhy } from '@contract/enterprise-staff.ts';
import { capacityText } from '../ground/capacity-text.ts';
import { decideCell, holdsEverything, isHeld, type Cell, type RightsFacts } from '../rights/rights.ts';
import type { ServiceCatalogue } from '../catalogue/service-catalogue.ts';
import type { Profile } from '../ground/profile.ts';

/** What a sentence about a cell names. */
export interface CellNames {
  name: string;
  roleName: string | null;
  title: string;
  cannot: string | null;
  profile: Profile;
}

const officers = '法定代表人或财务负责人';
/** Answers 为什么能（不能）办 for one person and one function: every link, the rule that decides, and who can mend it (ADR-0018). */
export function explainCell(
  facts: RightsFacts,
  names: CellNames,
  functionId: string,
  catalogue: ServiceCatalogue,
): StaffWhy {
  const cell = decideCell(facts, names.cannot === null, functionId, catalogue);
  const reserved = decideCell(facts, true, functionId, catalogue) === 'reserved';
  const steps = [...rightsSteps(facts, names, functionId, reserved), identityStep(names)];
  return { held: isHeld(cell), cell, steps, ...sentence(cell, facts, names) };
}

function rightsSteps(
  facts: RightsFacts,
  { roleName, title }: CellNames,
  functionId: string,
  reserved: boolean,
): StaffWhy['steps'] {
  const capacity = capacityText[facts.capacity];
  if (holdsEverything(facts.capacity))
    return [{ link: 'staff', title: '人员身份', ok: true, text: `${capacity}拥有本企业的全部功能` }];
  if (reserved)
    return [
      {
        link: 'staff',
        title: '人员身份',
        ok: false,
        text: `「${title}」只属于法定代表人和财务负责人，${capacity}不能获得`,
      },
    ];
  const first = { link: 'staff' as const, title: '人员身份', ok: true, text: `${capacity}按权限身份办理` };
  if (!facts.role || roleName === null)
    return [first, { link: 'scope', title: '权限身份', ok: false, text: '尚未选择权限身份' }];
  const inRole = facts.role.has(functionId);
  const role = {
    link: 'scope' as const,
    title: '权限身份',
    ok: inRole,
    text: `「${roleName}」${inRole ? '含' : '不含'}这项功能`,
  };
  if (!inRole) return [first, role];
  const granted = facts.granted.has(functionId);
  return [
    first,
    role,
    { link: 'scope', title: '授权', ok: granted, text: granted ? '已授予本人' : '身份含这项功能，但未授予本人' },
  ];
}

const identityStep = ({ cannot }: CellNames): StaffWhy['steps'][number] => ({
  link: 'identity',
  title: '实名',
  ok: cannot === null,
  text: cannot ?? '已实名采集，姓名一致',
});

function sentence(
  cell: Cell,
  facts: RightsFacts,
  { name, roleName, title, cannot, profile }: CellNames,
): Pick<StaffWhy, 'text' | 'rule' | 'whoCanMend'> {
  const also = cannot !== null && cell !== 'waiting' ? `此外，${name}${cannot}。` : '';
  switch (cell) {
    case 'officer':
      return { text: `${name}是${capacityText[facts.capacity]}，可以办理「${title}」。`, rule: 'E1', whoCanMend: null };
    case 'granted':
      return {
        text: `${name}的身份「${roleName ?? ''}」含「${title}」并已授予，可以办理。`,
        rule: 'E5',
        whoCanMend: null,
      };
    case 'waiting':
      return {
        text: `${name}暂不能办理「${title}」：${cannot ?? '尚未完成实名采集'}。`,
        rule: facts.state === 'pending' ? 'E4' : 'A3',
        whoCanMend: profile.whoAttests,
      };
    case 'reserved':
      return {
        text: `「${title}」只能由法定代表人或财务负责人办理，不能授予${name}。${also}`,
        rule: 'H4',
        whoCanMend: officers,
      };
    case 'noRole':
      return { text: `${name}还没有权限身份，请在权限管理中选择。${also}`, rule: 'E5', whoCanMend: officers };
    case 'roleLacks':
      return {
        text: `${name}的身份「${roleName ?? ''}」不含「${title}」，请在身份维护中勾选，或为其更换身份。${also}`,
        rule: 'E2',
        whoCanMend: officers,
      };
    case 'notGranted':
      return {
        text: `身份「${roleName ?? ''}」含「${title}」，但没有授予${name}，请在权限管理中授予。${also}`,
        rule: 'E5',
        whoCanMend: officers,
      };
  }
}

import { accounts } from './accounts.ts';
import { attachments } from './attachments.ts';
import { authenticator } from './authenticator.ts';
import { clientEdit } from './client-edit.ts';
import { client } from './client.ts';
import { clients } from './clients.ts';
import { components } from './components.ts';
import { delegation } from './delegation.ts';
import { deskFailed } from './desk-failed.ts';
import { dossier } from './dossier.ts';
import { entries } from './entries.ts';
import { enterprise } from './enterprise.ts';
import { enterpriseDelegation } from './enterprise-delegation.ts';
import { entering } from './entering.ts';
import { filing } from './filing.ts';
import { frame } from './frame.ts';
import { grid } from './grid.ts';
import { importing } from './import.ts';
import { home } from './home.ts';
import { lists } from './lists.ts';
import { keyboard } from './keyboard.ts';
import { person } from './person.ts';
import { officeStaff } from './office-staff.ts';
import { personalPassword } from './personal-password.ts';
import { phone } from './phone.ts';
import { problems } from './problems.ts';
import { reading } from './reading.ts';
import { secretCare } from './secret-care.ts';
import { seeAs } from './see-as.ts';
import { settings } from './settings.ts';
import { setup } from './setup.ts';
import { signIn } from './sign-in.ts';
import { social } from './social.ts';
import { staffMaintenance } from './staff-maintenance.ts';
import { trail } from './trail.ts';
import { unlock } from './unlock.ts';

/** All texts of the program, one file an area; every file ends its object with `as const`, so that places are typed. */
export const zhCN = {
  accounts,
  attachments,
  authenticator,
  clientEdit,
  client,
  clients,
  components,
  delegation,
  deskFailed,
  dossier,
  entries,
  enterprise,
  enterpriseDelegation,
  entering,
  filing,
  frame,
  grid,
  home,
  importing,
  lists,
  keyboard,
  person,
  officeStaff,
  personalPassword,
  phone,
  problems,
  reading,
  secretCare,
  seeAs,
  settings,
  setup,
  signIn,
  social,
  staffMaintenance,
  trail,
  unlock,
} as const;

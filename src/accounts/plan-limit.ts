// How many FTP accounts a plan allows. Pure.
import { Problem } from '../http/problems.js';

/** Throws Problem `account-limit-reached` where a customer would have more FTP accounts than the plan allows. */
export function refuseBeyondPlan(plan: { name: string; maxFtpAccounts: number | null }, wouldHave: number): void {
  const { name, maxFtpAccounts } = plan;
  if (maxFtpAccounts === null || wouldHave <= maxFtpAccounts) return;
  const detail = `All ${maxFtpAccounts} FTP accounts of the plan “${name}” are used. Delete one or change the plan.`;
  throw new Problem('account-limit-reached', { detail });
}

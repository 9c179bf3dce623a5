// Whether typed text is a port, an IPv4 address or a network. Pure; what the server makes of it is the API's to say.

/** A port from `least` to 65535. */
export function isPort(text: string, least: number): boolean {
  return /^\d{1,5}$/.test(text.trim()) && Number(text) >= least && Number(text) <= 65_535;
}

/** An IPv4 address in four numbers. */
export function isIpv4(text: string): boolean {
  const parts = text.trim().split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
}

/** A full host name, which the server looks up; the last label of what is meant as an address is a number. */
export function isHostName(text: string): boolean {
  return /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*$/i.test(text.trim());
}

/** Something like an IPv6 address. */
export function isIpv6(text: string): boolean {
  return text.includes(':') && /^[\da-f:]+$/i.test(text.trim());
}

/** A network in CIDR, such as 10.0.0.0/8 or 2001:db8::/32, or a single address. */
export function isNetwork(text: string): boolean {
  const [address = '', length, more] = text.trim().split('/');
  const six = isIpv6(address);
  if (more !== undefined || !(six || isIpv4(address))) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (six ? 128 : 32));
}

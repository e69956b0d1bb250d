namespace Platform.Runtime.Tests.Isolation;

/// <summary>The people of one tenant.</summary>
/// <param name="Id">The tenant.</param>
/// <param name="Admin">May do everything.</param>
/// <param name="Ann">A seller: her own records.</param>
/// <param name="Bob">Another seller.</param>
/// <param name="Auditor">Sees all accounts and deals, but no <c>secret</c> and no <c>salary</c>.</param>
public sealed record TenantClients(Guid Id, Api Admin, Api Ann, Api Bob, Api Auditor);

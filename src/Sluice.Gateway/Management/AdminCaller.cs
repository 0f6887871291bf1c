using Sluice.Governance.Identity;

namespace Sluice.Gateway.Management;

/// <summary>Who was let in to the admin listener, and from where; a feature of the HTTP context.</summary>
internal sealed record AdminCaller(Caller Caller, string? Source);

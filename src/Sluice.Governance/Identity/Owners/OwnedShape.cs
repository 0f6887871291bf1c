using Sluice.Governance.Store;

namespace Sluice.Governance.Identity.Owners;

/// <summary>How one kind of record lies in its table.</summary>
/// <param name="Table">The table.</param>
/// <param name="Act">What audit records call it: <c>project</c> gives <c>project.create</c>.</param>
/// <param name="Columns">Its own columns, beside id, tenant, name and stamps.</param>
/// <param name="Write">The values of its columns in their order.</param>
/// <param name="Read">The record of a row.</param>
/// <param name="Own">The record with the store's own parts put in.</param>
/// <param name="Wrong">What is wrong with it, as field and problem.</param>
/// <param name="InUse">The column of <c>keys</c> that refers to it; what a key refers to is not deleted. Null where keys do not.</param>
internal sealed record OwnedShape<T>(
    string Table,
    string Act,
    IReadOnlyList<string> Columns,
    Func<T, IReadOnlyList<object?>> Write,
    Func<OwnedRow, T> Read,
    Func<T, string, string, Stamp, T> Own,
    Func<T, (string Field, string Problem)?> Wrong,
    string? InUse = null)
    where T : class, IOwned;

/// <summary>The shapes of all owned records.</summary>
internal static class OwnedShapes
{
    private const int MaxText = 128;
    private const int MaxAddress = 254;

    public static OwnedShape<Project> Projects { get; } = new(
        "projects",
        "project",
        ["alias", "limits"],
        p => [p.Alias, StoreJson.Limits(p.Limits)],
        r => new Project(r.Name) { Id = r.Id, Tenant = r.Tenant, Stamp = r.Stamp, Alias = r.Text("alias"), Limits = StoreJson.Limits(r.Text("limits")!) },
        (p, id, tenant, stamp) => p with { Id = id, Tenant = tenant, Stamp = stamp },
        p => (p.Alias is null ? null : KeyChecks.WrongName("alias", p.Alias)) ?? KeyChecks.WrongLimits(p.Limits),
        "project");

    public static OwnedShape<CustomerApp> Apps { get; } = new(
        "apps",
        "app",
        ["cloud_provider", "environment", "ai_agent_framework", "model_name", "status"],
        a => [a.CloudProvider, a.Environment, a.AgentFramework, a.ModelName, a.Status],
        r => new CustomerApp(r.Name)
        {
            Id = r.Id,
            Tenant = r.Tenant,
            Stamp = r.Stamp,
            CloudProvider = r.Text("cloud_provider")!,
            Environment = r.Text("environment")!,
            AgentFramework = r.Text("ai_agent_framework"),
            ModelName = r.Text("model_name"),
            Status = r.Text("status")!,
        },
        (a, id, tenant, stamp) => a with { Id = id, Tenant = tenant, Stamp = stamp },
        a => TooLong("cloudProvider", a.CloudProvider) ?? TooLong("environment", a.Environment) ?? TooLong("agentFramework", a.AgentFramework) ?? TooLong("modelName", a.ModelName)
            ?? NoneOf("status", a.Status, "completed", "pending"),
        "app");

    public static OwnedShape<DeploymentProfile> Profiles { get; } = new(
        "deployment_profiles",
        "profile",
        ["auth_code", "status", "expires_at"],
        p => [p.AuthCode, p.Status, StoreTime.Of(p.ExpiresAt)],
        r => new DeploymentProfile(r.Name) { Id = r.Id, Tenant = r.Tenant, Stamp = r.Stamp, AuthCode = r.Text("auth_code")!, Status = r.Text("status")!, ExpiresAt = StoreTime.From(r.Number("expires_at")) },
        (p, id, tenant, stamp) => p with { Id = id, Tenant = tenant, Stamp = stamp },
        p => TooLong("authCode", p.AuthCode) ?? NoneOf("status", p.Status, "activated", "unactivated"),
        "profile");

    public static OwnedShape<ConsoleUser> Users { get; } = new(
        "users",
        "user",
        ["role"],
        u => [u.Role.ToString()],
        r => new ConsoleUser(r.Name) { Id = r.Id, Tenant = r.Tenant, Stamp = r.Stamp, Role = Enum.Parse<ConsoleRole>(r.Text("role")!) },
        (u, id, tenant, stamp) => u with { Id = id, Tenant = tenant, Stamp = stamp },
        u => u.Name.Length > MaxAddress || u.Name.IndexOf('@', StringComparison.Ordinal) is <= 0 || u.Name.EndsWith('@') || u.Name.Contains(' ', StringComparison.Ordinal)
            ? ("name", "is no e-mail address")
            : null);

    private static (string Field, string Problem)? TooLong(string field, string? text) => text is { Length: > MaxText } ? (field, $"has more than {MaxText} characters") : null;

    private static (string Field, string Problem)? NoneOf(string field, string text, params string[] known) =>
        known.Contains(text, StringComparer.Ordinal) ? null : (field, $"is none of {string.Join(", ", known)}");
}

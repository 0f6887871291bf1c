using Sluice.Gateway.Management.Shapes;
using Sluice.Governance.Identity;
using Sluice.Governance.Limits;

namespace Sluice.Gateway.Management.Own;

/// <summary>The objects of our own endpoints.</summary>
internal static class OwnShapes
{
    private static readonly string[] Roles = Enum.GetNames<ConsoleRole>();

    public static Shape Limit { get; } = new(
        "Limit",
        Field.Text("name", "Unique in its list; errors and the audit log say it.", required: true, max: 128),
        Field.Word("per", "Whose use is counted together; Key where nothing is said.", Enum.GetNames<LimitPer>()),
        Field.Word("count", "What is counted; Requests where nothing is said.", Enum.GetNames<LimitUnit>()),
        new Field("max", FieldKind.Number, "At most so many within the window.") { Required = true, Least = 0.000001m, Most = 1_000_000_000_000_000m },
        Field.Integer("window_seconds", "The sliding window, up to 31 days; 60 where nothing is said.", 1, 31 * 86_400),
        Field.Text("model", "The models it counts for; * stands for any characters; empty for all.", max: 128),
        Field.Word("on_outage", "What becomes of it while the counters cannot be reached; Local where nothing is said.", Enum.GetNames<OutageMode>()),
        Field.Flag("cut", "End a stream that uses the budget up."));

    public static Shape Limits { get; } = new("Limits", Field.List("limits", "All of its limits.", Limit, required: true));

    public static Shape Workload { get; } = new(
        "Workload",
        Field.Word("kind", "What the key is used for.", Governance.Identity.Workload.Kinds, required: true),
        Field.Integer("requests_per_hour", "The ceiling that its owner expects.", 1, long.MaxValue));

    public static Shape Rotation { get; } = new(
        "Rotation",
        Field.Integer("interval", "How many units a key lives until it must be rotated; ten years at most.", 1, 3650, required: true),
        Field.Word("unit", "The unit.", ["days", "months", "years"], required: true));

    public static Shape KeyCreation { get; } = new("KeyCreation", Settings(required: true));

    public static Shape KeyChange { get; } = new("KeyChange", Settings(required: false));

    public static Shape KeyRotation { get; } = new(
        "KeyRotation",
        Field.Integer("overlap_seconds", "How long the secret before stays valid; 86400 where nothing is said.", 0, 90 * 86_400),
        Field.Object("rotation", "A new rotation interval.", Rotation));

    public static Shape KeyRevocation { get; } = new("KeyRevocation", Field.Text("reason", "Why, for the record.", max: 128));

    public static Shape Secret { get; } = new(
        "Secret",
        Field.Text("id", "Which secret; the audit log says it.", required: true),
        Field.Text("last_characters", "Its last eight characters.", required: true),
        Field.Time("created_at", "When it was made.", required: true),
        Field.Time("expires_at", "When it ends before its key does."));

    public static Shape Key { get; } = new("Key", KeyFields());

    public static Shape KeyAndSecret { get; } = new("KeyAndSecret", [.. KeyFields(), Field.Text("secret", "The secret; told this once.", required: true)]);

    public static Shape Keys { get; } = Page("KeyPage", "keys", Key);

    public static Shape ProjectCreation { get; } = new("ProjectCreation", ProjectSettings(required: true));

    public static Shape ProjectChange { get; } = new("ProjectChange", ProjectSettings(required: false));

    public static Shape Project { get; } = new("Project", [Id, .. ProjectSettings(required: true), .. Stamps]);

    public static Shape Projects { get; } = Page("ProjectPage", "projects", Project);

    public static Shape UserCreation { get; } = new(
        "UserCreation", Field.Text("name", "The e-mail address.", required: true, max: 254), Field.Word("role", "The console role.", Roles, required: true));

    public static Shape UserChange { get; } = new("UserChange", Field.Text("name", "The e-mail address.", max: 254), Field.Word("role", "The console role.", Roles));

    public static Shape User { get; } = new("User", [Id, .. UserCreation.Fields, .. Stamps]);

    public static Shape Users { get; } = Page("UserPage", "users", User);

    public static Shape Role { get; } = new("Role", Field.Text("name", "The role.", required: true), Field.Texts("permissions", "What it may do.", required: true));

    public static Shape RoleList { get; } = new("RoleList", Field.List("roles", "All of them.", Role, required: true));

    public static Shape PermissionList { get; } = new("PermissionList", Field.Texts("permissions", "All of them, as Category:Verb.", required: true));

    public static Shape Deployment { get; } = new(
        "Deployment",
        Id,
        Field.Text("name", "Unique in its tenant.", required: true),
        Field.Text("auth_code", "What AIRS's key creation names it by.", required: true),
        Field.Text("status", "activated or unactivated.", required: true),
        Field.Time("expires_at", "When it ends."));

    public static Shape DeploymentCreation { get; } = new(
        "DeploymentCreation",
        Field.Text("name", "Unique in its tenant.", required: true, max: 128),
        Field.Text("auth_code", "What AIRS's key creation names it by.", required: true, max: 128),
        Field.Word("status", "activated where nothing is said.", ["activated", "unactivated"]),
        Field.Time("expires_at", "When it ends."));

    public static Shape WhoAmI { get; } = new(
        "WhoAmI",
        Field.Text("id", "The caller.", required: true),
        Field.Word("kind", "How it showed who it is.", Enum.GetNames<CallerKind>(), required: true),
        Field.Text("tenant", "Its tenant.", required: true),
        Field.Text("project", "The project that it is bound to."),
        Field.Text("app", "Its customer app."),
        Field.Text("key_id", "Its key."),
        Field.Text("key_name", "The key's name."),
        Field.Texts("permissions", "What it holds.", required: true),
        Field.Time("expires_at", "When its credential ends."));

    public static Shape Done { get; } = new("Done", Field.Text("message", "What was done.", required: true));

    private static Field Id => Field.Text("id", "Its id.", required: true);

    private static Field[] Stamps =>
    [
        Field.Text("created_by", "Who made it.", required: true),
        Field.Time("created_at", "When.", required: true),
        Field.Text("updated_by", "Who changed it last.", required: true),
        Field.Time("updated_at", "When.", required: true),
    ];

    private static Shape Page(string name, string items, Shape of) => new(
        name,
        Field.List(items, "This page.", of, required: true),
        Field.Integer("next_offset", "Where the next page begins; absent on the last one.", 1, int.MaxValue));

    private static Field[] KeyFields() =>
    [
        Id,
        .. Settings(required: true),
        Field.Word("status", "Where it is in its life.", ["active", "revoked", "expired", "deleted"], required: true),
        Field.Text("reason", "Why it was revoked."),
        Field.Time("ended_at", "When it was revoked, deleted or found expired."),
        Field.Text("last_characters", "The last eight characters of its newest secret.", required: true),
        Field.List("secrets", "Its valid secrets, newest first.", Secret, required: true),
        Field.Flag("declared", "It is declared in the configuration and changes there only.", required: true),
        .. Stamps,
    ];

    private static Field[] Settings(bool required) =>
    [
        Field.Text("name", "Unique in its tenant.", required, max: 128),
        Field.Text("project", "The id of its project.") with { Nullable = true },
        Field.Text("app", "The id of its customer app.") with { Nullable = true },
        Field.Text("profile", "The id of its deployment profile.") with { Nullable = true },
        Field.Texts("permissions", "What it may do, as Category:Verb; not more than its maker holds."),
        Field.Word("role", "The console role whose permissions it has.", Roles) with { Nullable = true },
        Field.Texts("models", "Models it may use; * stands for any characters; empty for all."),
        Field.Texts("endpoints", "Endpoints it may use, likewise."),
        Field.Texts("parameters", "Parameters that aid extraction which it may use all the same."),
        Field.List("limits", "Its limits.", Limit),
        Field.Texts("sources", "Networks (CIDR) that it may call from; empty for all."),
        Field.Object("workload", "What it is used for.", Workload) with { Nullable = true },
        Field.Time("expires_at", "When it ends; null for never.") with { Nullable = true },
        Field.Object("rotation", "How long it lives between rotations.", Rotation) with { Nullable = true },
    ];

    private static Field[] ProjectSettings(bool required) =>
    [
        Field.Text("name", "Unique in its tenant.", required, max: 128),
        Field.Text("alias", "A second name, unique in its tenant.", max: 128) with { Nullable = true },
        Field.List("limits", "What its keys may use together.", Limit),
    ];
}

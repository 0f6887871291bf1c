using Sluice.Gateway.Management.Shapes;

namespace Sluice.Gateway.Management.Airs;

/// <summary>The objects of Prisma AIRS's management API, as its published specification has them.</summary>
internal static class AirsShapes
{
    public static IReadOnlyList<string> RotationUnits { get; } = ["days", "months", "years", "day", "month", "year"];

    public static Shape ApiKeyCreation { get; } = new(
        "APIKeyCreation",
        Field.Text("auth_code", "The deployment profile's; one that is new makes a profile.", required: true, max: 128),
        Field.Flag("revoked", "false: a new key cannot be revoked.", required: true),
        Field.Text("cust_app", "The customer app; one that is new is made.", required: true, max: 128),
        Field.Text("created_by", "Not believed: the caller is recorded."),
        Field.Text("api_key_name", "Unique in its tenant.", required: true, max: 128),
        Field.Integer("rotation_time_interval", "How many units the key lives.", 1, 3650, required: true),
        Field.Word("rotation_time_unit", "The unit.", RotationUnits, required: true),
        Field.Text("dp_name", "The deployment profile's name.", max: 128),
        Field.Text("cust_env", "The customer app's environment.", max: 128),
        Field.Text("cust_cloud_provider", "The customer app's cloud.", max: 128),
        Field.Text("cust_ai_agent_framework", "The customer app's agent framework.", max: 128));

    public static Shape Regeneration { get; } = new(
        "APIKeyRegeneration",
        Field.Integer("rotation_time_interval", "How many units the key lives from now on.", 1, 3650, required: true),
        Field.Word("rotation_time_unit", "The unit.", RotationUnits, required: true),
        Field.Text("updated_by", "Not believed: the caller is recorded."));

    public static Shape ApiKey { get; } = new(
        "APIKey",
        Field.Text("api_key_id", "Its id, and its OAuth client id.", required: true),
        Field.Text("api_key_last8", "The last eight characters of its newest secret.", required: true),
        Field.Text("auth_code", "Its deployment profile's; empty where it has none.", required: true) with { MayBeEmpty = true },
        Field.Time("expiration", "When it ends; the year 9999 for never.", required: true),
        Field.Flag("revoked", "It opens nothing, and may be restored.", required: true),
        Field.Text("api_key_name", "Unique in its tenant."),
        Field.Text("tsg_id", "The tenant."),
        Field.Text("revoke_reason", "Why it was revoked."),
        Field.Text("cust_app", "Its customer app."),
        Field.Text("cust_env", "The app's environment."),
        Field.Text("cust_ai_agent_framework", "The app's agent framework."),
        Field.Text("cust_cloud_provider", "The app's cloud."),
        Field.Text("customer_appId", "The app's id."),
        Field.Text("created_by", "Who made it."),
        Field.Text("updated_by", "Who changed it last."),
        Field.Time("last_modified_ts", "When."),
        Field.Time("creation_ts", "When it was made."),
        Field.Integer("rotation_time_interval", "How many units it lives between rotations.", 1, 3650),
        Field.Word("rotation_time_unit", "The unit.", RotationUnits),
        Field.Text("dp_name", "Its deployment profile."),
        Field.Word("status", "Where it is in its life.", ["active", "revoked", "expired", "deleted"]),
        Field.Text("api_key", "The secret; told this once, when it is made."));

    public static Shape ApiKeys { get; } = Page("APIKeyList", "api_keys", ApiKey);

    public static Shape CustomerApp { get; } = new("CustomerApp", App(required: true));

    public static Shape CustomerAppChange { get; } = new("CustomerAppChange", App(required: true)[..6]);

    public static Shape KeyOfApp { get; } = new(
        "APIKeyDPInfo",
        Field.Text("api_key_name", "The key.", required: true),
        Field.Text("dp_name", "Its deployment profile.", required: true),
        Field.Text("auth_code", "The profile's.", required: true));

    public static Shape CustomerApps { get; } = Page(
        "CustomerAppList", "customer_apps", new Shape("CustomerAppRow", [.. App(required: true), Field.List("api_keys_dp_info", "Its keys.", KeyOfApp, required: true)]));

    public static Shape DeploymentProfiles { get; } = new(
        "DeploymentProfileList",
        Field.List(
            "deployment_profiles",
            "All of them.",
            new Shape(
                "DeploymentProfile",
                Field.Text("dp_name", "Its name.", required: true),
                Field.Text("auth_code", "What a key's creation names it by.", required: true),
                Field.Text("tsg_id", "The tenant."),
                Field.Text("status", "activated or unactivated."),
                Field.Time("expiration_date", "When it ends.")),
            required: true),
        Field.Text("status", "success.", required: true));

    public static Shape TokenRequest { get; } = new(
        "ClientIdAndCustomerApp",
        Field.Text("client_id", "The key's id.", required: true, max: 128),
        Field.Text("customer_app", "The key's customer app.", required: true, max: 128));

    public static Shape Token { get; } = new(
        "Oauth2Token",
        Field.Text("token_type", "Bearer.", required: true),
        Field.Text("issued_at", "Milliseconds since 1970.", required: true),
        Field.Text("client_id", "The key's id.", required: true),
        Field.Text("access_token", "The token; told this once.", required: true, max: 8192),
        Field.Text("expires_in", "Seconds, as a text.", required: true),
        Field.Text("status", "approved.", required: true));

    public static Shape Message { get; } = new("Message", Field.Text("message", "What was done.", required: true));

    private static Shape Page(string name, string items, Shape of) => new(
        name, Field.List(items, "This page.", of, required: true), Field.Integer("next_offset", "Where the next page begins; absent on the last one.", 1, int.MaxValue));

    private static Field[] App(bool required) =>
    [
        Field.Text("app_name", "Unique in its tenant.", required, max: 128),
        Field.Text("cloud_provider", "Where it runs.", required, max: 128) with { MayBeEmpty = true },
        Field.Text("environment", "Which of its environments.", required, max: 128) with { MayBeEmpty = true },
        Field.Text("model_name", "The model that it uses.", max: 128),
        Field.Word("status", "completed or pending.", ["completed", "pending"]),
        Field.Text("ai_agent_framework", "What it is built with.", max: 128),
        Field.Text("customer_appId", "Its id.", required),
        Field.Text("tsg_id", "The tenant.", required),
        Field.Text("created_by", "Who made it."),
        Field.Text("updated_by", "Who changed it last."),
    ];
}

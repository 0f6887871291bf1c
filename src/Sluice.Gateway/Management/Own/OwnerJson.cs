using System.Text.Json.Nodes;
using Sluice.Governance.Identity.Owners;

namespace Sluice.Gateway.Management.Own;

/// <summary>Projects, users and deployment profiles in answers.</summary>
internal static class OwnerJson
{
    public static JsonObject Write(Project project) => Stamped(
        new JsonObject { ["id"] = project.Id, ["name"] = project.Name }.With("alias", project.Alias).With("limits", LimitJson.Write(project.Limits)), project.Stamp);

    public static JsonObject Write(ConsoleUser user) => Stamped(new JsonObject { ["id"] = user.Id, ["name"] = user.Name, ["role"] = user.Role.ToString() }, user.Stamp);

    public static JsonObject Write(DeploymentProfile profile) =>
        new JsonObject { ["id"] = profile.Id, ["name"] = profile.Name, ["auth_code"] = profile.AuthCode, ["status"] = profile.Status }
            .With("expires_at", ManagementJson.Time(profile.ExpiresAt));

    private static JsonObject Stamped(JsonObject json, Stamp stamp) => json
        .With("created_by", stamp.CreatedBy).With("created_at", ManagementJson.Time(stamp.CreatedAt))
        .With("updated_by", stamp.UpdatedBy).With("updated_at", ManagementJson.Time(stamp.UpdatedAt));
}

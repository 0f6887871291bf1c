using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Management.Shapes;
using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Owners;
using Sluice.Governance.Identity.Tokens;
using Sluice.Governance.Store;

namespace Sluice.Gateway.Management.Airs;

/// <summary>Scan tokens: minted for a pair of key and customer app, and invalidated before their time. Nobody mints what could do more than they may themselves.</summary>
internal sealed class AirsTokenEndpoints(
    KeyService keys, KeyDirectory directory, OwnedRecords<CustomerApp> apps, TokenMint mint, TokenInvalidation invalidation, AccessAudit audit, TimeProvider time) : IManagementEndpoints
{
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromHours(24);

    public IEnumerable<ManagementEndpoint> Endpoints =>
    [
        new("airsMintToken", "POST", "/v1/mgmt/oauth/client_credential/accesstoken", ApiStyle.Airs, Write, "Mints a token of a key.", AirsShapes.Token, MintAsync)
        {
            Query = [new("tokenTtlInterval", FieldKind.Integer, "How many units it lives."), new("tokenTtlUnit", FieldKind.Text, "minutes, hours or days.")],
            Body = AirsShapes.TokenRequest,
        },
        new("airsInvalidateToken", "POST", "/v1/mgmt/oauth/invalidateToken", ApiStyle.Airs, Write, "Ends a token; answers with a text.", AirsShapes.Message, InvalidateAsync)
        {
            Query = [new("token", FieldKind.Text, "The token; required.")],
            Body = AirsShapes.TokenRequest,
        },
    ];

    private static Permission Write => new(PermissionCategory.ApiKeys, PermissionVerb.Write);

    private async ValueTask<ManagementAnswer> MintAsync(ManagementCall call)
    {
        if (!TryLifetime(call, out TimeSpan lifetime))
            return ManagementAnswer.Wrong(ApiStyle.Airs, "tokenTtlInterval", "and tokenTtlUnit are no span such as 24 hours");
        (ManagementAnswer? refusal, KeyRecord? key) = await FindAsync(call);
        if (refusal is not null)
            return refusal.Value;
        if (directory.FindKey(key!.Id) is not { } subject)
            return ManagementAnswer.NotFound;
        if (KeyGrants.Beyond(call.Actor with { ExpiresAt = null }, key.Settings) is { } beyond)
        {
            audit.Denied(call.Actor, call.Tenant, call.Endpoint.Id, StatusCodes.Status403Forbidden, "beyond-grantor:" + beyond.Field);
            return ManagementAnswer.Error(StatusCodes.Status403Forbidden, $"{ManagementJson.Name(beyond.Field)} {beyond.Problem}");
        }

        if (call.Actor.ExpiresAt is { } end && time.GetUtcNow() + lifetime > end)
            lifetime = end - time.GetUtcNow();
        MintedToken token = await mint.MintAsync(subject, new TokenTerms { Lifetime = lifetime, App = subject.App }, call.Cancellation);
        audit.Done("token.mint", call.Actor, call.Tenant, token.Id, key.Settings.Name);
        return ManagementAnswer.Ok(new JsonObject
        {
            ["token_type"] = "Bearer",
            ["issued_at"] = token.IssuedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            ["client_id"] = key.Id,
            ["access_token"] = token.Value,
            ["expires_in"] = ((long)(token.ExpiresAt - token.IssuedAt).TotalSeconds).ToString(CultureInfo.InvariantCulture),
            ["status"] = "approved",
        });
    }

    private async ValueTask<ManagementAnswer> InvalidateAsync(ManagementCall call)
    {
        if (call.Query("token") is not { } token)
            return ManagementAnswer.Wrong(ApiStyle.Airs, "token", "is missing");
        (ManagementAnswer? refusal, KeyRecord? key) = await FindAsync(call);
        if (refusal is not null)
            return refusal.Value;
        switch (await invalidation.InvalidateAsync(token, key!.Id, call.Cancellation))
        {
            case Invalidation.Done:
                audit.Done("token.invalidate", call.Actor, call.Tenant, key.Id, key.Settings.Name);
                return ManagementAnswer.Ok(JsonValue.Create("successfully invalidated the token"));
            case Invalidation.NoRoom:
                return ManagementAnswer.Error(StatusCodes.Status503ServiceUnavailable, "Too many tokens are invalidated already; revoke the key instead");
            default:
                return ManagementAnswer.NotFound;
        }
    }

    /// <summary>The key of the body, where the app is its own.</summary>
    private async Task<(ManagementAnswer? Refusal, KeyRecord? Key)> FindAsync(ManagementCall call)
    {
        ActResult<KeyRecord> key = await keys.GetAsync(call.Tenant, call.Text("client_id")!, call.Cancellation);
        if (!key.IsDone)
            return (ManagementAnswer.Of(ApiStyle.Airs, key, _ => new JsonObject()), null);
        ActResult<CustomerApp> app = await apps.FindByNameAsync(call.Tenant, call.Text("customer_app")!, call.Cancellation);
        bool fits = app.IsDone && app.Value!.Id.Equals(key.Value!.Settings.App, StringComparison.Ordinal) && call.Sees(key.Value.Settings.Project);
        return fits ? (null, key.Value) : (app.Outcome == ActOutcome.Unavailable ? ManagementAnswer.Of(ApiStyle.Airs, app, AirsNames.Write) : ManagementAnswer.NotFound, null);
    }

    private static bool TryLifetime(ManagementCall call, out TimeSpan lifetime)
    {
        lifetime = DefaultLifetime;
        if (call.Query("tokenTtlInterval") is not { } text)
            return call.Query("tokenTtlUnit") is null;
        TimeSpan? unit = (call.Query("tokenTtlUnit") ?? "hours").ToUpperInvariant().TrimEnd('S') switch
        {
            "MINUTE" => TimeSpan.FromMinutes(1),
            "HOUR" => TimeSpan.FromHours(1),
            "DAY" => TimeSpan.FromDays(1),
            _ => null,
        };
        if (unit is not { } one || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count is < 1 or > 43_200)
            return false;
        lifetime = one * count;
        return true;
    }
}

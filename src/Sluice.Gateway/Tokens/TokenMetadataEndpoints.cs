using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Configuration;
using Sluice.Gateway.Management;
using Sluice.Gateway.Management.Shapes;
using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Tokens;
using Sluice.Governance.Store;

namespace Sluice.Gateway.Tokens;

/// <summary>What others need to know who validate the gate's tokens themselves: the keys (RFC 7517), and where tokens come from (RFC 8414). For whoever has a credential.</summary>
internal sealed class TokenMetadataEndpoints(SigningKeyRing keys, ConfigurationReloader configuration) : IManagementEndpoints
{
    private const string KeysPath = "/.well-known/jwks.json";

    public IEnumerable<ManagementEndpoint> Endpoints =>
    [
        new("tokenKeys", "GET", KeysPath, ApiStyle.Own, null, "The public keys of the gate's tokens.", new Shape("JwkSet"), KeysAsync),
        new("tokenServer", "GET", "/.well-known/oauth-authorization-server", ApiStyle.Own, null, "Where tokens come from, and how.", new Shape("TokenServer"), call => new(Server(call))),
    ];

    private async ValueTask<ManagementAnswer> KeysAsync(ManagementCall call)
    {
        try
        {
            return ManagementAnswer.Ok(JsonNode.Parse(await keys.JwkSetAsync(call.Cancellation))!);
        }
        catch (StoreUnavailableException)
        {
            return ManagementAnswer.Error(StatusCodes.Status503ServiceUnavailable, "The store does not answer");
        }
    }

    private ManagementAnswer Server(ManagementCall call)
    {
        return ManagementAnswer.Ok(new JsonObject
        {
            ["issuer"] = configuration.Current.Options.Tokens.Issuer,
            ["token_endpoint"] = call.AddressOf(TokenEndpoint.Paths[0]),
            ["jwks_uri"] = call.AddressOf(KeysPath),
            ["grant_types_supported"] = new JsonArray("client_credentials"),
            ["response_types_supported"] = new JsonArray(),
            ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_basic", "client_secret_post"),
            ["scopes_supported"] = new JsonArray([.. PermissionSet.All.Permissions().Select(p => (JsonNode)p.ToString())]),
            ["tls_client_certificate_bound_access_tokens"] = true,
        });
    }
}

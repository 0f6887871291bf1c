using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Sluice.Governance.Identity.Tokens;

namespace Sluice.Governance.Tests.Identity.Tokens;

/// <summary>A trusted issuer with one RSA key <c>r1</c> and one P-256 key <c>e1</c>, and a server that publishes them.</summary>
internal sealed class ForeignIssuer : IAsyncDisposable
{
    public const string Name = "https://issuer.example/";

    private ForeignIssuer(JwksServer server) => Server = server;

    public JwksServer Server { get; }

    /// <summary>Making one takes a tenth of a second or three, so all share it.</summary>
    public static RSA Rsa { get; } = RSA.Create(2048);

    public ECDsa Ec { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static async Task<ForeignIssuer> StartAsync()
    {
        var issuer = new ForeignIssuer(await JwksServer.StartAsync());
        issuer.Server.Document = Jwt.Set(Jwt.Jwk(Rsa, "r1"), Jwt.Jwk(issuer.Ec, "e1"));
        return issuer;
    }

    /// <summary>The issuer as it is configured.</summary>
    public IssuerOptions Options(Action<IssuerOptions>? more = null)
    {
        var options = new IssuerOptions { Issuer = Name, Jwks = Server.Keys, Tenant = "acme" };
        options.Audiences.Add("gate");
        options.Permissions.Add("Interactions:Write");
        more?.Invoke(options);
        return options;
    }

    /// <summary>A right payload, with changes: a null value takes a claim away.</summary>
    public static JsonObject Claims(Clock clock, params (string Name, JsonNode? Value)[] changes)
    {
        long now = clock.Now.ToUnixTimeSeconds();
        var claims = new JsonObject { ["iss"] = Name, ["aud"] = "gate", ["sub"] = "ann", ["iat"] = now, ["nbf"] = now, ["exp"] = now + 3600 };
        foreach ((string name, JsonNode? value) in changes)
        {
            claims.Remove(name);
            if (value is not null)
                claims[name] = value;
        }

        return claims;
    }

    /// <summary>Signed as it ought to be, with the RSA key.</summary>
    public static string Token(Clock clock, params (string Name, JsonNode? Value)[] changes) => Signed("""{"alg":"RS256","typ":"JWT","kid":"r1"}""", Claims(clock, changes).ToJsonString());

    public static string Signed(string header, string payload) => Jwt.Of(header, payload, Jwt.Rs(Rsa));

    public static byte[] PublicPem() => Encoding.ASCII.GetBytes(Rsa.ExportSubjectPublicKeyInfoPem());

    public async ValueTask DisposeAsync()
    {
        Ec.Dispose();
        await Server.DisposeAsync();
    }
}

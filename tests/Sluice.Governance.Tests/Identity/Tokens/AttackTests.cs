using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Sluice.Governance.Identity;

namespace Sluice.Governance.Tests.Identity.Tokens;

/// <summary>Statement A5: what attackers present, and what sloppy issuers write. Each entry stands beside a token that differs in this alone and is right.</summary>
public sealed class AttackTests : IAsyncLifetime
{
    private const string Right = """{"alg":"RS256","typ":"JWT","kid":"r1"}""";

    private static readonly RSA Other = RSA.Create(2048);
    private static readonly RSA Weak = RSA.Create(1024);

    private static readonly Dictionary<string, Func<AttackTests, string>> Attacks = new(StringComparer.Ordinal)
    {
        ["alg none, no signature"] = t => $"{Jwt.Encode("""{"alg":"none","typ":"JWT","kid":"r1"}""")}.{Jwt.Encode(t.Payload())}.",
        ["alg none, two parts"] = t => $"{Jwt.Encode("""{"alg":"none","typ":"JWT","kid":"r1"}""")}.{Jwt.Encode(t.Payload())}",
        ["alg none, some signature"] = t => Jwt.Of("""{"alg":"none","typ":"JWT","kid":"r1"}""", t.Payload(), Jwt.Rs(ForeignIssuer.Rsa)),
        ["alg nOnE"] = t => Jwt.Of("""{"alg":"nOnE","typ":"JWT","kid":"r1"}""", t.Payload(), _ => [1]),
        ["alg missing"] = t => ForeignIssuer.Signed("""{"typ":"JWT","kid":"r1"}""", t.Payload()),
        ["alg of another kind"] = t => ForeignIssuer.Signed("""{"alg":256,"typ":"JWT","kid":"r1"}""", t.Payload()),
        ["HS256 with the public key's PEM as secret"] = t => Jwt.Of("""{"alg":"HS256","typ":"JWT","kid":"r1"}""", t.Payload(), Jwt.Hs(ForeignIssuer.PublicPem())),
        ["HS256 with the public key's DER as secret"] = t => Jwt.Of("""{"alg":"HS256","typ":"JWT","kid":"r1"}""", t.Payload(), Jwt.Hs(ForeignIssuer.Rsa.ExportSubjectPublicKeyInfo())),
        ["HS256 with the modulus as secret"] = t => Jwt.Of("""{"alg":"HS256","typ":"JWT","kid":"r1"}""", t.Payload(), Jwt.Hs(ForeignIssuer.Rsa.ExportParameters(false).Modulus!)),
        ["HS256 with a secret that stands among the keys"] = t => Jwt.Of("""{"alg":"HS256","typ":"JWT","kid":"o1"}""", t.Payload(), Jwt.Hs(new byte[32])),
        ["HS256 with an empty secret"] = t => Jwt.Of("""{"alg":"HS256","typ":"JWT","kid":"r1"}""", t.Payload(), Jwt.Hs([])),
        ["RS256 under the id of an elliptic key"] = t => ForeignIssuer.Signed("""{"alg":"RS256","typ":"JWT","kid":"e1"}""", t.Payload()),
        ["ES256 under the id of an RSA key"] = t => Jwt.Of("""{"alg":"ES256","typ":"JWT","kid":"r1"}""", t.Payload(), Jwt.Es(t._issuer.Ec)),
        ["ES256 with a signature of zeros"] = t => Jwt.Of("""{"alg":"ES256","typ":"JWT","kid":"e1"}""", t.Payload(), _ => new byte[64]),
        ["RS512, which is not allowed"] = t => Jwt.Of("""{"alg":"RS512","typ":"JWT","kid":"r1"}""", t.Payload(), Jwt.Rs(ForeignIssuer.Rsa, HashAlgorithmName.SHA512)),
        ["a key that is for RS384 alone"] = t => ForeignIssuer.Signed("""{"alg":"RS256","typ":"JWT","kid":"r384"}""", t.Payload()),
        ["a key that is for encryption"] = t => ForeignIssuer.Signed("""{"alg":"RS256","typ":"JWT","kid":"enc"}""", t.Payload()),
        ["a key of 1024 bits"] = t => Jwt.Of("""{"alg":"RS256","typ":"JWT","kid":"weak"}""", t.Payload(), Jwt.Rs(Weak)),
        ["another's key under a known id"] = t => Jwt.Of(Right, t.Payload(), Jwt.Rs(Other)),
        ["a key that the header brings along"] = t => Jwt.Of(new JsonObject { ["alg"] = "RS256", ["kid"] = "r1", ["jwk"] = Jwt.Jwk(Other, "r1") }.ToJsonString(), t.Payload(), Jwt.Rs(Other)),
        ["a key that the header has an address for"] = t => Jwt.Of($$"""{"alg":"RS256","kid":"x","jku":"{{t._issuer.Server.Keys}}"}""", t.Payload(), Jwt.Rs(Other)),
        ["an unknown key id"] = t => ForeignIssuer.Signed("""{"alg":"RS256","typ":"JWT","kid":"r2"}""", t.Payload()),
        ["no key id"] = t => ForeignIssuer.Signed("""{"alg":"RS256","typ":"JWT"}""", t.Payload()),
        ["an empty key id"] = t => ForeignIssuer.Signed("""{"alg":"RS256","typ":"JWT","kid":""}""", t.Payload()),
        ["a path as key id"] = t => Jwt.Of("""{"alg":"HS256","typ":"JWT","kid":"../../../../dev/null"}""", t.Payload(), Jwt.Hs([])),
        ["a number as key id"] = t => ForeignIssuer.Signed("""{"alg":"RS256","typ":"JWT","kid":1}""", t.Payload()),
        ["an extension that must be understood"] = t => ForeignIssuer.Signed("""{"alg":"RS256","typ":"JWT","kid":"r1","crit":["b64"],"b64":false}""", t.Payload()),
        ["a logout token"] = t => ForeignIssuer.Signed("""{"alg":"RS256","typ":"logout+jwt","kid":"r1"}""", t.Payload()),
        ["alg twice"] = t => ForeignIssuer.Signed("""{"alg":"none","alg":"RS256","typ":"JWT","kid":"r1"}""", t.Payload()),
        ["a claim twice"] = t => ForeignIssuer.Signed(Right, t.Payload()[..^1] + ",\"sub\":\"root\"}"),
        ["a payload that is no object"] = t => ForeignIssuer.Signed(Right, "[]"),
        ["a payload that is no JSON"] = t => ForeignIssuer.Signed(Right, "{"),
        ["deep nesting"] = t => ForeignIssuer.Signed(Right, t.Payload()[..^1] + ",\"x\":" + new string('[', 500) + new string(']', 500) + "}"),
        ["the signature cut off"] = t => t.Valid()[..(t.Valid().LastIndexOf('.') + 1)],
        ["another token's signature"] = t => t.Valid()[..(t.Valid().LastIndexOf('.') + 1)] + ForeignIssuer.Token(t._stage.Clock, ("sub", "bob")).Split('.')[2],
        ["another payload"] = t => string.Join('.', t.Valid().Split('.')[0], Jwt.Encode(t.Payload(("sub", "root"))), t.Valid().Split('.')[2]),
        ["five parts"] = t => t.Valid() + ".YQ.YQ",
        ["a blank in front"] = t => " " + t.Valid(),
        ["a line break behind"] = t => t.Valid() + "\n",
        ["padding"] = t => t.Valid() + "==",
        ["more than 8 KB"] = t => ForeignIssuer.Token(t._stage.Clock, ("x", new string('x', 8192))),
        ["another issuer"] = t => ForeignIssuer.Token(t._stage.Clock, ("iss", "https://evil.example/")),
        ["the issuer without its slash"] = t => ForeignIssuer.Token(t._stage.Clock, ("iss", ForeignIssuer.Name.TrimEnd('/'))),
        ["the gate as issuer"] = t => ForeignIssuer.Token(t._stage.Clock, ("iss", "sluice"), ("aud", "sluice")),
        ["no issuer"] = t => ForeignIssuer.Token(t._stage.Clock, ("iss", null)),
        ["another audience"] = t => ForeignIssuer.Token(t._stage.Clock, ("aud", "other")),
        ["no audience"] = t => ForeignIssuer.Token(t._stage.Clock, ("aud", null)),
        ["an audience in other case"] = t => ForeignIssuer.Token(t._stage.Clock, ("aud", "GATE")),
        ["expired"] = t => ForeignIssuer.Token(t._stage.Clock, ("exp", t.In(0))),
        ["no end"] = t => ForeignIssuer.Token(t._stage.Clock, ("exp", null)),
        ["an end that is text"] = t => ForeignIssuer.Token(t._stage.Clock, ("exp", "tomorrow")),
        ["an end below zero"] = t => ForeignIssuer.Token(t._stage.Clock, ("exp", -1)),
        ["not yet valid"] = t => ForeignIssuer.Token(t._stage.Clock, ("nbf", t.In(61))),
        ["issued in time to come"] = t => ForeignIssuer.Token(t._stage.Clock, ("nbf", null), ("iat", t.In(61))),
        ["bound to a key that proofs are made with"] = t => ForeignIssuer.Token(t._stage.Clock, ("cnf", new JsonObject { ["jkt"] = "x" })),
        ["bound to a certificate"] = t => ForeignIssuer.Token(t._stage.Clock, ("cnf", new JsonObject { ["x5t#S256"] = "x" })),
        ["bound to nothing that can be read"] = t => ForeignIssuer.Token(t._stage.Clock, ("cnf", "x")),
        ["no subject"] = t => ForeignIssuer.Token(t._stage.Clock, ("sub", null)),
        ["a subject that writes into logs"] = t => ForeignIssuer.Token(t._stage.Clock, ("sub", "ann\nroot")),
        ["nothing"] = _ => "",
        ["dots"] = _ => "..",
        ["a key of the gate's"] = _ => KeySecret.Create(),
    };

    private TokenStage _stage = null!;
    private ForeignIssuer _issuer = null!;

    public static TheoryData<string> Names => new(Attacks.Keys);

    public async ValueTask InitializeAsync()
    {
        _stage = await TokenStage.StartAsync();
        _issuer = await ForeignIssuer.StartAsync();
        _issuer.Server.Document = Jwt.Set(
            Jwt.Jwk(ForeignIssuer.Rsa, "r1"),
            Jwt.Jwk(_issuer.Ec, "e1"),
            Jwt.Jwk(ForeignIssuer.Rsa, "r384", algorithm: "RS384"),
            Jwt.Jwk(ForeignIssuer.Rsa, "enc", use: "enc"),
            Jwt.Jwk(Weak, "weak"),
            new JsonObject { ["kty"] = "oct", ["kid"] = "o1", ["k"] = Base64Url.EncodeToString(new byte[32]) });
        _stage.Trust(("corp", _issuer.Options()));
    }

    public async ValueTask DisposeAsync()
    {
        await _stage.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A5_It_opens_nothing(string attack)
    {
        Assert.Null(await _stage.FindAsync(Attacks[attack](this)));
        Assert.Equal("corp:ann", (await _stage.FindAsync(Valid()))?.Id);
    }

    [Fact]
    public async Task A5_What_an_honest_issuer_may_write_is_taken()
    {
        string[] right =
        [
            Valid(),
            Jwt.Of("""{"alg":"ES256","typ":"at+jwt","kid":"e1"}""", Payload(), Jwt.Es(_issuer.Ec)),
            ForeignIssuer.Signed("""{"alg":"RS256","kid":"r1"}""", Payload()),
            ForeignIssuer.Token(_stage.Clock, ("aud", new JsonArray("other", "gate"))),
            ForeignIssuer.Token(_stage.Clock, ("nbf", In(60))),
            ForeignIssuer.Token(_stage.Clock, ("nbf", null), ("iat", null)),
            ForeignIssuer.Token(_stage.Clock, ("exp", In(1))),
            ForeignIssuer.Token(_stage.Clock, ("x", new string('x', 5000))),
        ];
        foreach (string token in right)
            Assert.Equal("corp:ann", (await _stage.FindAsync(token))?.Id);
    }

    private string Valid() => ForeignIssuer.Token(_stage.Clock);

    private string Payload(params (string Name, JsonNode? Value)[] changes) => ForeignIssuer.Claims(_stage.Clock, changes).ToJsonString();

    private long In(int seconds) => _stage.Clock.Now.ToUnixTimeSeconds() + seconds;
}

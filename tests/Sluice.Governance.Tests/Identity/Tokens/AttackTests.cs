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
        ["alg none, some signature"] = t => Jwt.Of("""{"alg":"none","typ":"JWT","kid":"r1"}""", t.Payload(), Jwt.Rs(t._issuer.Rsa)),
        ["alg nOnE"] = t => Jwt.Of("""{"alg":"nOnE","typ":"JWT","kid":"r1"}""", t.Payload(), _ => [1]),
        ["alg missing"] = t => t._issuer.Signed("""{"typ":"JWT","kid":"r1"}""", t.Payload()),
        ["alg of another kind"] = t => t._issuer.Signed("""{"alg":256,"typ":"JWT","kid":"r1"}""", t.Payload()),
        ["HS256 with the public key's PEM as secret"] = t => Jwt.Of("""{"alg":"HS256","typ":"JWT","kid":"r1"}""", t.Payload(), Jwt.Hs(t._issuer.PublicPem())),
        ["HS256 with the public key's DER as secret"] = t => Jwt.Of("""{"alg":"HS256","typ":"JWT","kid":"r1"}""", t.Payload(), Jwt.Hs(t._issuer.Rsa.ExportSubjectPublicKeyInfo())),
        ["HS256 with the modulus as secret"] = t => Jwt.Of("""{"alg":"HS256","typ":"JWT","kid":"r1"}""", t.Payload(), Jwt.Hs(t._issuer.Rsa.ExportParameters(false).Modulus!)),
        ["HS256 with a secret that stands among the keys"] = t => Jwt.Of("""{"alg":"HS256","typ":"JWT","kid":"o1"}""", t.Payload(), Jwt.Hs(new byte[32])),
        ["HS256 with an empty secret"] = t => Jwt.Of("""{"alg":"HS256","typ":"JWT","kid":"r1"}""", t.Payload(), Jwt.Hs([])),
        ["RS256 under the id of an elliptic key"] = t => t._issuer.Signed("""{"alg":"RS256","typ":"JWT","kid":"e1"}""", t.Payload()),
        ["ES256 under the id of an RSA key"] = t => Jwt.Of("""{"alg":"ES256","typ":"JWT","kid":"r1"}""", t.Payload(), Jwt.Es(t._issuer.Ec)),
        ["ES256 with a signature of zeros"] = t => Jwt.Of("""{"alg":"ES256","typ":"JWT","kid":"e1"}""", t.Payload(), _ => new byte[64]),
        ["RS512, which is not allowed"] = t => Jwt.Of("""{"alg":"RS512","typ":"JWT","kid":"r1"}""", t.Payload(), Jwt.Rs(t._issuer.Rsa, HashAlgorithmName.SHA512)),
        ["a key that is for RS384 alone"] = t => t._issuer.Signed("""{"alg":"RS256","typ":"JWT","kid":"r384"}""", t.Payload()),
        ["a key that is for encryption"] = t => t._issuer.Signed("""{"alg":"RS256","typ":"JWT","kid":"enc"}""", t.Payload()),
        ["a key of 1024 bits"] = t => Jwt.Of("""{"alg":"RS256","typ":"JWT","kid":"weak"}""", t.Payload(), Jwt.Rs(Weak)),
        ["another's key under a known id"] = t => Jwt.Of(Right, t.Payload(), Jwt.Rs(Other)),
        ["a key that the header brings along"] = t => Jwt.Of(new JsonObject { ["alg"] = "RS256", ["kid"] = "r1", ["jwk"] = Jwt.Jwk(Other, "r1") }.ToJsonString(), t.Payload(), Jwt.Rs(Other)),
        ["a key that the header has an address for"] = t => Jwt.Of($$"""{"alg":"RS256","kid":"x","jku":"{{t._issuer.Server.Keys}}"}""", t.Payload(), Jwt.Rs(Other)),
        ["an unknown key id"] = t => t._issuer.Signed("""{"alg":"RS256","typ":"JWT","kid":"r2"}""", t.Payload()),
        ["no key id"] = t => t._issuer.Signed("""{"alg":"RS256","typ":"JWT"}""", t.Payload()),
        ["an empty key id"] = t => t._issuer.Signed("""{"alg":"RS256","typ":"JWT","kid":""}""", t.Payload()),
        ["a path as key id"] = t => Jwt.Of("""{"alg":"HS256","typ":"JWT","kid":"../../../../dev/null"}""", t.Payload(), Jwt.Hs([])),
        ["a number as key id"] = t => t._issuer.Signed("""{"alg":"RS256","typ":"JWT","kid":1}""", t.Payload()),
        ["an extension that must be understood"] = t => t._issuer.Signed("""{"alg":"RS256","typ":"JWT","kid":"r1","crit":["b64"],"b64":false}""", t.Payload()),
        ["a logout token"] = t => t._issuer.Signed("""{"alg":"RS256","typ":"logout+jwt","kid":"r1"}""", t.Payload()),
        ["alg twice"] = t => t._issuer.Signed("""{"alg":"none","alg":"RS256","typ":"JWT","kid":"r1"}""", t.Payload()),
        ["a claim twice"] = t => t._issuer.Signed(Right, t.Payload()[..^1] + ",\"sub\":\"root\"}"),
        ["a payload that is no object"] = t => t._issuer.Signed(Right, "[]"),
        ["a payload that is no JSON"] = t => t._issuer.Signed(Right, "{"),
        ["deep nesting"] = t => t._issuer.Signed(Right, t.Payload()[..^1] + ",\"x\":" + new string('[', 500) + new string(']', 500) + "}"),
        ["the signature cut off"] = t => t.Valid()[..(t.Valid().LastIndexOf('.') + 1)],
        ["another token's signature"] = t => t.Valid()[..(t.Valid().LastIndexOf('.') + 1)] + t._issuer.Token(t._stage.Clock, ("sub", "bob")).Split('.')[2],
        ["another payload"] = t => string.Join('.', t.Valid().Split('.')[0], Jwt.Encode(t.Payload(("sub", "root"))), t.Valid().Split('.')[2]),
        ["five parts"] = t => t.Valid() + ".YQ.YQ",
        ["a blank in front"] = t => " " + t.Valid(),
        ["a line break behind"] = t => t.Valid() + "\n",
        ["padding"] = t => t.Valid() + "==",
        ["more than 8 KB"] = t => t._issuer.Token(t._stage.Clock, ("x", new string('x', 8192))),
        ["another issuer"] = t => t._issuer.Token(t._stage.Clock, ("iss", "https://evil.example/")),
        ["the issuer without its slash"] = t => t._issuer.Token(t._stage.Clock, ("iss", ForeignIssuer.Name.TrimEnd('/'))),
        ["the gate as issuer"] = t => t._issuer.Token(t._stage.Clock, ("iss", "sluice"), ("aud", "sluice")),
        ["no issuer"] = t => t._issuer.Token(t._stage.Clock, ("iss", null)),
        ["another audience"] = t => t._issuer.Token(t._stage.Clock, ("aud", "other")),
        ["no audience"] = t => t._issuer.Token(t._stage.Clock, ("aud", null)),
        ["an audience in other case"] = t => t._issuer.Token(t._stage.Clock, ("aud", "GATE")),
        ["expired"] = t => t._issuer.Token(t._stage.Clock, ("exp", t.In(0))),
        ["no end"] = t => t._issuer.Token(t._stage.Clock, ("exp", null)),
        ["an end that is text"] = t => t._issuer.Token(t._stage.Clock, ("exp", "tomorrow")),
        ["an end below zero"] = t => t._issuer.Token(t._stage.Clock, ("exp", -1)),
        ["not yet valid"] = t => t._issuer.Token(t._stage.Clock, ("nbf", t.In(61))),
        ["issued in time to come"] = t => t._issuer.Token(t._stage.Clock, ("nbf", null), ("iat", t.In(61))),
        ["bound to a key that proofs are made with"] = t => t._issuer.Token(t._stage.Clock, ("cnf", new JsonObject { ["jkt"] = "x" })),
        ["bound to a certificate"] = t => t._issuer.Token(t._stage.Clock, ("cnf", new JsonObject { ["x5t#S256"] = "x" })),
        ["bound to nothing that can be read"] = t => t._issuer.Token(t._stage.Clock, ("cnf", "x")),
        ["no subject"] = t => t._issuer.Token(t._stage.Clock, ("sub", null)),
        ["a subject that writes into logs"] = t => t._issuer.Token(t._stage.Clock, ("sub", "ann\nroot")),
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
            Jwt.Jwk(_issuer.Rsa, "r1"),
            Jwt.Jwk(_issuer.Ec, "e1"),
            Jwt.Jwk(_issuer.Rsa, "r384", algorithm: "RS384"),
            Jwt.Jwk(_issuer.Rsa, "enc", use: "enc"),
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
            _issuer.Signed("""{"alg":"RS256","kid":"r1"}""", Payload()),
            _issuer.Token(_stage.Clock, ("aud", new JsonArray("other", "gate"))),
            _issuer.Token(_stage.Clock, ("nbf", In(60))),
            _issuer.Token(_stage.Clock, ("nbf", null), ("iat", null)),
            _issuer.Token(_stage.Clock, ("exp", In(1))),
            _issuer.Token(_stage.Clock, ("x", new string('x', 5000))),
        ];
        foreach (string token in right)
            Assert.Equal("corp:ann", (await _stage.FindAsync(token))?.Id);
    }

    private string Valid() => _issuer.Token(_stage.Clock);

    private string Payload(params (string Name, JsonNode? Value)[] changes) => ForeignIssuer.Claims(_stage.Clock, changes).ToJsonString();

    private long In(int seconds) => _stage.Clock.Now.ToUnixTimeSeconds() + seconds;
}

using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Sluice.Gateway.Tests.EndToEnd;
using Sluice.Simulator;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Listeners;

/// <summary>A proxy listener with an https address and a certificate file, as an operator configures it.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private const string Host = "sluice.test";
    private const string Password = "of the test's own file";
    private const string Card = "4111 1111 1111 1111";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sluice-tls-");
    private readonly X509Certificate2 _certificate = NewCertificate();
    private SimulatorServer _simulator = null!;

    public async ValueTask InitializeAsync() => _simulator = await SimulatorServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _simulator.DisposeAsync();
        _certificate.Dispose();
        _directory.Delete(recursive: true);
    }

    [Theory]
    [InlineData("1.1", "pfx")]
    [InlineData("2.0", "pfx")]
    [InlineData("1.1", "pem")]
    [InlineData("2.0", "pem")]
    public async Task An_answer_and_a_stream_are_guarded_over_tls(string version, string form)
    {
        await using GatewayFixture gate = await StartAsync(form);
        using HttpClient client = NewClient(gate.Proxy);

        using HttpResponseMessage answer = await AskAsync(client, version, stream: false, Script());
        AssertGuarded(answer, version, await Given.TextAsync(answer));

        using HttpResponseMessage stream = await AskAsync(client, version, stream: true, Script());
        Assert.Equal("text/event-stream", stream.Content.Headers.ContentType!.MediaType);
        string text = await Given.TextAsync(stream);
        AssertGuarded(stream, version, text);
        Assert.EndsWith("data: [DONE]\n\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Each_event_leaves_before_the_next_arrives_and_a_leaving_caller_is_noticed(string version)
    {
        await using GatewayFixture gate = await StartAsync("pfx");
        using HttpClient client = NewClient(gate.Proxy);
        var script = new JsonObject { ["reply"] = "one two", ["pauses"] = new JsonArray(new JsonObject { ["afterDelta"] = 1, ["gate"] = "never" }) };
        HttpResponseMessage response = await AskAsync(client, version, stream: true, script);
        using (var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Given.Token)))
        {
            string? line = "";
            while (!line.Contains("\"content\":\"one\"", StringComparison.Ordinal))
                Assert.NotNull(line = await reader.ReadLineAsync(Given.Token));
        }

        response.Dispose();
        ReceivedRequest aborted = await _simulator.WaitForAbortAsync(Given.Token);
        Assert.Equal(RequestOutcome.Aborted, aborted.Outcome);
    }

    [Fact]
    public async Task Several_exchanges_share_one_http2_connection()
    {
        await using GatewayFixture gate = await StartAsync("pfx");
        using HttpClient client = NewClient(gate.Proxy);
        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => AskAsync(client, "2.0", stream: i % 2 == 0, Script())));
        foreach (HttpResponseMessage answer in answers)
        {
            AssertGuarded(answer, "2.0", await Given.TextAsync(answer));
            answer.Dispose();
        }
    }

    private static JsonObject Script() => new() { ["reply"] = $"Take {Card} and go.", ["cut"] = "char" };

    private static void AssertGuarded(HttpResponseMessage response, string version, string text)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(version, response.Version.ToString());
        Assert.Contains("[REDACTED:pii/payment-card]", text, StringComparison.Ordinal);
    }

    private Task<GatewayFixture> StartAsync(string form)
    {
        var overrides = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Kestrel:Endpoints:Proxy:Url"] = "https://127.0.0.1:0",
            ["Kestrel:Endpoints:Proxy:Certificate:Path"] = Path.Combine(_directory.FullName, "gate." + form),
            ["Kestrel:Endpoints:Admin:Url"] = "http://127.0.0.1:0",
        };
        if (form == "pfx")
        {
            File.WriteAllBytes(overrides["Kestrel:Endpoints:Proxy:Certificate:Path"], _certificate.Export(X509ContentType.Pfx, Password));
            overrides["Kestrel:Endpoints:Proxy:Certificate:Password"] = Password;
        }
        else
        {
            string key = Path.Combine(_directory.FullName, "gate.key");
            File.WriteAllText(overrides["Kestrel:Endpoints:Proxy:Certificate:Path"], _certificate.ExportCertificatePem());
            File.WriteAllText(key, _certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
            overrides["Kestrel:Endpoints:Proxy:Certificate:KeyPath"] = key;
        }

        return GatewayFixture.StartAsync(Stage.Config(_simulator.Address), o => o with { Sources = o.Sources with { Overrides = overrides } });
    }

    private HttpClient NewClient(Uri address) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        SslOptions = new SslClientAuthenticationOptions
        {
            TargetHost = Host,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate!.GetRawCertData().AsSpan().SequenceEqual(_certificate.RawData),
        },
    })
    {
        BaseAddress = address,
    };

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, string version, bool stream, JsonObject script)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/default/v1/chat/completions")
        {
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = Given.Json($$"""{"model":"sim","stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"Tell me."}]}"""),
        };
        request.Headers.Add("x-sim-script", Stage.Header(script));
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Given.Token);
    }

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Host);
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}

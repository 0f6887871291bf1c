using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Gateway.Exchanges;
using Sluice.Gateway.Tests.EndToEnd;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Acceptance;

/// <summary>Statements I1, I2, I3 and I6 of the acceptance, in every dialect: what may go in, and that it is what was scanned.</summary>
public sealed partial class InputValidationTests(InputValidationTests.Gates gates) : IClassFixture<InputValidationTests.Gates>
{
    private const string Label = @"\[(REDACTED:[a-z0-9/-]+|[A-Z0-9_]+_[0-9A-Z]{16})\]";

    private static readonly string[] Kinds = ["payment card", "IBAN", "SSN", "AWS key id", "e-mail"];

    public static TheoryData<string> Names => new(Dialects.All.Select(s => s.Name));

    /// <summary>Every dialect's every role.</summary>
    public static TheoryData<string, string> Roles => new(Dialects.All.SelectMany(s => s.Roles.Keys.Select(role => (s.Name, role))));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task I1_A_body_over_the_limit_is_refused_before_it_is_buffered(string name)
    {
        Spoken spoken = Dialects.Named(name);
        using var announced = await RawCaller.PostAsync(gates.Small.Proxy, spoken.Where("default"), "Content-Length: 999999999");
        Assert.Equal(413, await announced.StatusAsync());
        using var chunked = await RawCaller.PostAsync(gates.Small.Proxy, spoken.Where("default"), "Transfer-Encoding: chunked");
        await chunked.SendChunkAsync(new string('x', Gates.SmallBody + 1));
        Assert.Equal(413, await chunked.StatusAsync());

        using HttpResponseMessage response = await gates.Small.Client.PostAsync(spoken.Where("default"), Given.Json(new byte[Gates.SmallBody + 1]), Given.Token);
        await AssertRefusedAsync(spoken, response, HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task I1_A_decompression_bomb_is_refused(string name)
    {
        Spoken spoken = Dialects.Named(name);
        foreach (string coding in (string[])["gzip", "deflate", "br"])
        {
            byte[] bomb = Given.Encode(coding, new byte[4_000_000]);
            Assert.InRange(bomb.Length, 1, Gates.SmallBody);
            using HttpResponseMessage response = await gates.Small.Client.PostAsync(spoken.Where("default"), Given.Json(bomb, coding), Given.Token);
            await AssertRefusedAsync(spoken, response, HttpStatusCode.RequestEntityTooLarge);
        }
    }

    [Fact]
    public async Task I1_A_thousand_slow_uploads_at_once_hold_no_more_than_the_budget()
    {
        await using GatewayFixture gate = await AcceptanceGate.StartAsync(gates.Upstream.Address, ("MaxBufferedBytes", Gates.Budget));
        await UploadSlowlyAsync(gate);
    }

    /// <summary>Whoever has no key takes nothing of the budget, however slow.</summary>
    [Fact]
    public async Task I1_A_thousand_slow_uploads_with_keys_hold_no_more_than_the_budget_and_those_without_hold_nothing()
    {
        await using KeyGate keys = await KeyGate.StartAsync(gates.Upstream.Address, c => c["Sluice"]!["Limits"] = new JsonObject { ["MaxBufferedBytes"] = Gates.Budget });
        string[] key = [$"Authorization: Bearer {keys.Add()}"];
        var budget = keys.Gate.Host.Services.GetRequiredService<BufferBudget>();
        var strangers = new List<RawCaller>();
        for (int i = 0; i < 1_000; i++)
        {
            RawCaller stranger = await RawCaller.PostAsync(keys.Gate.Proxy, Dialects.All[i % Dialects.All.Count].Where("default"), "Transfer-Encoding: chunked", "Expect: 100-continue", $"x-api-key: slk_{i}");
            strangers.Add(stranger);
            Assert.Equal(401, await stranger.StatusAsync());
            Assert.Equal(0, budget.Used);
        }

        await UploadSlowlyAsync(keys.Gate, key);
        strangers.ForEach(s => s.Dispose());
    }

    private async Task UploadSlowlyAsync(GatewayFixture gate, params string[] credential)
    {
        var budget = gate.Host.Services.GetRequiredService<BufferBudget>();
        var callers = new List<RawCaller>();
        int reading = 0;
        int refused = 0;
        for (int i = 0; i < 1_000; i++)
        {
            Spoken spoken = Dialects.All[i % Dialects.All.Count];
            RawCaller caller = await RawCaller.PostAsync(gate.Proxy, spoken.Where("default"), ["Transfer-Encoding: chunked", "Expect: 100-continue", .. credential]);
            callers.Add(caller);
            int status = await caller.StatusAsync();
            reading += status == 100 ? 1 : 0;
            refused += status == 503 ? 1 : 0;
            if (status == 100)
                await caller.SendChunkAsync("{ ");
            Assert.InRange(budget.Used, 1, Gates.Budget);
        }

        Assert.Equal(1_000, reading + refused);
        Assert.InRange(reading, 2, 999);
        Assert.Equal(gates.Taken, gates.Upstream.Count);
        callers.ForEach(c => c.Dispose());
        while (budget.Used > 0)
            await Task.Yield();
        using var request = new HttpRequestMessage(HttpMethod.Post, Dialects.All[0].Where("default")) { Content = Given.Json(Dialects.All[0].Question(stream: false)) };
        foreach (string header in credential)
            request.Headers.TryAddWithoutValidation(header[..header.IndexOf(':', StringComparison.Ordinal)], header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
        using HttpResponseMessage after = await gate.Client.SendAsync(request, Given.Token);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        await gates.NextAsync();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task I2_What_the_api_would_refuse_does_not_reach_it(string name)
    {
        Spoken spoken = Dialects.Named(name);
        string body = spoken.Conversation("user", "hello", messages: 4);
        var bad = new List<byte[]>(spoken.Refused.Select(member => Encoding.UTF8.GetBytes(Spoken.With(body, member))));
        if (spoken.ClosedRoles)
            bad.Add(Encoding.UTF8.GetBytes(ReplaceFirst(body, "\"role\":\"user\"", "\"role\":\"wizard\"")));
        foreach (string member in (string[])["\"temperature\":NaN", "\"temperature\":-Infinity", "\"x\":1,\"x\":1", $"\"x\":{Nested(65)}"])
            bad.Add(Encoding.UTF8.GetBytes(Spoken.With(body, member)));
        bad.Add(Encoding.Latin1.GetBytes(body.Replace("hello", "h\u00e9llo", StringComparison.Ordinal)));
        bad.Add([.. Encoding.UTF8.GetBytes(body), (byte)'{']);
        foreach (byte[] one in bad)
            await AssertRefusedAsync(spoken, await PostAsync(spoken, "default", one), HttpStatusCode.BadRequest);
        await AssertPassesAsync(spoken, "default", Spoken.With(body, $"\"x\":{Nested(60)}"));
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task I3_What_was_scanned_is_byte_for_byte_what_is_forwarded(string name, string role)
    {
        Spoken spoken = Dialects.Named(name);
        string body = Spoken.With(spoken.Conversation(role, "caf\\u00e9 caf\u00e9 \ud83d\ude00 \\/"), """ "odd" : { "n":1E-7, "m" : 1.0 ,"l":[ ] , "o":{} }""") + "\r\n ";
        foreach (string policy in (string[])["default", "strict"])
        {
            await AssertPassesAsync(spoken, policy, body);
            foreach (string kind in Kinds)
                await AssertOnlyValueDiffersAsync(spoken, policy, kind, spoken.Conversation(role, PlantedValue.Sentence(kind)) + "\n", PlantedValue.Value(kind));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task I3_A_value_in_escapes_is_found_where_it_stands(string name)
    {
        Spoken spoken = Dialects.Named(name);
        foreach (string kind in Kinds)
        {
            string escaped = string.Concat(PlantedValue.Value(kind).Select(c => $"\\u{(int)c:X4}"));
            await AssertOnlyValueDiffersAsync(spoken, "strict", kind, spoken.Conversation("user", $"Take it: {escaped} and go."), escaped);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task I3_What_two_parsers_may_read_differently_is_refused(string name)
    {
        Spoken spoken = Dialects.Named(name);
        string body = spoken.Conversation("user", "hello", messages: 4);
        string member = Members().Match(spoken.Roles["user"]).Groups[1].Value;
        string escaped = $"\\u{(int)member[0]:x4}{member[1..]}";
        foreach (string one in (string[])[
            Spoken.With(body, "\"x\":1,\"\\u0078\":2"),
            Spoken.With(body, "\"y\":{\"z\":[{\"a\":1,\"b\":2,\"a\":3}]}"),
            ReplaceFirst(body, $"\"{member}\":", $"\"{escaped}\":\"user\",\"{member}\":"),
        ])
            await AssertRefusedAsync(spoken, await PostAsync(spoken, "default", Encoding.UTF8.GetBytes(one)), HttpStatusCode.BadRequest);
        foreach (Encoding encoding in (Encoding[])[new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32])
            await AssertRefusedAsync(spoken, await PostAsync(spoken, "default", [.. encoding.GetPreamble(), .. encoding.GetBytes(body)]), HttpStatusCode.BadRequest);
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task I6_A_value_in_the_first_of_fifty_messages_is_found_whatever_its_role(string name, string role)
    {
        Spoken spoken = Dialects.Named(name);
        foreach (string kind in Kinds)
        {
            string body = spoken.Conversation(role, PlantedValue.Sentence(kind), messages: 50);
            await AssertOnlyValueDiffersAsync(spoken, PlantedValue.Policy(kind), kind, body, PlantedValue.Value(kind));
        }
    }

    /// <summary>The value's stretches are replaced, and every other byte arrives as it was sent.</summary>
    private async Task AssertOnlyValueDiffersAsync(Spoken spoken, string policy, string kind, string body, string spelled)
    {
        bool acts = !policy.Equals("default", StringComparison.Ordinal) || PlantedValue.Policy(kind).Equals("default", StringComparison.Ordinal);
        if (!acts)
        {
            await AssertPassesAsync(spoken, policy, body);
            return;
        }

        string seen = Encoding.UTF8.GetString(await ForwardedAsync(spoken, policy, Encoding.UTF8.GetBytes(body)));
        string expected = $"\\A{string.Join(Label, body.Split(spelled).Select(Regex.Escape))}\\z";
        Assert.Matches(new Regex(expected, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10)), seen);
        JsonDocument.Parse(seen).Dispose();
    }

    private async Task AssertPassesAsync(Spoken spoken, string policy, string body)
    {
        byte[] sent = Encoding.UTF8.GetBytes(body);
        Assert.Equal(body, Encoding.UTF8.GetString(await ForwardedAsync(spoken, policy, sent)));
    }

    private async Task<byte[]> ForwardedAsync(Spoken spoken, string policy, byte[] body)
    {
        using HttpResponseMessage response = await PostAsync(spoken, policy, body);
        Assert.True(response.IsSuccessStatusCode, await Given.TextAsync(response));
        return (await gates.NextAsync()).Body;
    }

    private Task<HttpResponseMessage> PostAsync(Spoken spoken, string policy, byte[] body) => gates.Wide.Client.PostAsync(spoken.Where(policy), Given.Json(body), Given.Token);

    /// <summary>Refused in the dialect's own words, and nothing has reached the upstream that was not waited for.</summary>
    private async Task AssertRefusedAsync(Spoken spoken, HttpResponseMessage response, HttpStatusCode status)
    {
        await AcceptanceErrors.AssertAsync(spoken, response, status);
        Assert.Equal(gates.Taken, gates.Upstream.Count);
        response.Dispose();
    }

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private static string ReplaceFirst(string text, string old, string replacement)
    {
        int at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{old} in {text}");
        return text[..at] + replacement + text[(at + old.Length)..];
    }

    [GeneratedRegex("\"([a-z]+)\"", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Members();

    /// <summary>Gates with wide and with small bounds, and the upstream behind them.</summary>
    public sealed class Gates : IAsyncLifetime
    {
        public const int SmallBody = 8 << 10;
        public const long Budget = 1 << 20;

        public RawUpstream Upstream { get; private set; } = null!;

        public GatewayFixture Wide { get; private set; } = null!;

        public GatewayFixture Small { get; private set; } = null!;

        /// <summary>How many requests have passed on purpose.</summary>
        public int Taken { get; private set; }

        public async Task<RawRequest> NextAsync()
        {
            Taken++;
            return await Upstream.NextRequestAsync(Given.Token);
        }

        public async ValueTask InitializeAsync()
        {
            Upstream = await RawUpstream.StartAsync(context =>
            {
                context.Response.ContentType = "application/json";
                return context.Response.WriteAsync("{}");
            });
            Wide = await AcceptanceGate.StartAsync(Upstream.Address);
            Small = await AcceptanceGate.StartAsync(Upstream.Address, ("MaxBodyBytes", SmallBody), ("MaxBufferedBytes", Budget));
        }

        public async ValueTask DisposeAsync()
        {
            await Small.DisposeAsync();
            await Wide.DisposeAsync();
            await Upstream.DisposeAsync();
        }
    }
}

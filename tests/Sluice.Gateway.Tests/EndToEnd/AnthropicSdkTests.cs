using System.Text.Json;
using System.Text.Json.Nodes;
using Anthropic;
using Anthropic.Core;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Sluice.Simulator;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.EndToEnd;

/// <summary>Anthropic's SDK, unmodified, in front of the gate.</summary>
public sealed class AnthropicSdkTests(AnthropicSdkTests.AnthropicStage stage) : IClassFixture<AnthropicSdkTests.AnthropicStage>
{
    private static readonly string Card = PlantedValue.Sentence("payment card");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_clean_answer_is_the_upstreams(bool stream)
    {
        Message answer = await AskAsync(stream, new JsonObject { ["reply"] = "All is well.", ["reasoning"] = "Let me see.", ["usage"] = new JsonObject { ["prompt"] = 11, ["completion"] = 22 } });
        Assert.Equal("All is well.", Text(answer));
        Assert.True(answer.Content[0].TryPickThinking(out ThinkingBlock? thinking));
        Assert.Equal("Let me see.", thinking.Thinking);
        Assert.NotEmpty(thinking.Signature);
        Assert.Equal(StopReason.EndTurn, answer.StopReason?.Value());
        Assert.Equal((11, 22), (answer.Usage.InputTokens, answer.Usage.OutputTokens));
    }

    [Theory]
    [InlineData(false, "word")]
    [InlineData(true, "word")]
    [InlineData(true, "char")]
    public async Task A_planted_value_is_redacted(bool stream, string cut) =>
        PlantedValue.AssertRedacted(Text(await AskAsync(stream, new JsonObject { ["reply"] = Card, ["cut"] = cut })));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_tool_call_has_redacted_input_that_is_JSON(bool stream)
    {
        string arguments = JsonSerializer.Serialize(new { text = Card, n = 3 });
        JsonObject script = new() { ["toolCalls"] = new JsonArray(new JsonObject { ["name"] = "save", ["arguments"] = arguments }), ["cut"] = "char" };
        Message answer = await AskAsync(stream, script, "strict");
        Assert.True(answer.Content[^1].TryPickToolUse(out ToolUseBlock? tool));
        Assert.Equal(("save", 3), (tool.Name, tool.Input["n"].GetInt32()));
        PlantedValue.AssertRedacted(tool.Input["text"].GetString());
        Assert.Equal(StopReason.ToolUse, answer.StopReason?.Value());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_blocked_answer_ends_as_a_refusal(bool stream)
    {
        Message answer = await AskAsync(stream, new JsonObject { ["reply"] = $"The plan is called {Stage.CodeWord} and it is secret.", ["cut"] = "char" }, "blocking");
        Assert.Equal(StopReason.Refusal, answer.StopReason?.Value());
        Assert.Equal(stream ? "The plan is called " : "", Text(answer));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_prompt_reaches_the_upstream_without_the_value(bool stream)
    {
        await AskAsync(stream, new JsonObject { ["reply"] = "Noted." }, "strict", Card);
        PlantedValue.AssertGone("payment card", stage.Simulator.Requests[^1].BodyText);
    }

    [Fact]
    public async Task A_blocked_prompt_is_a_bad_request()
    {
        AnthropicBadRequestException refused = await Assert.ThrowsAsync<AnthropicBadRequestException>(() => AskAsync(false, new JsonObject { ["reply"] = "no" }, "blocking", Stage.CodeWord));
        Assert.Contains("content_filter", refused.ResponseBody, StringComparison.Ordinal);
        Assert.DoesNotContain(Stage.CodeWord, refused.ResponseBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_providers_own_errors_are_the_SDKs_typed_ones()
    {
        await Assert.ThrowsAsync<AnthropicRateLimitException>(() => AskAsync(false, new JsonObject { ["error"] = new JsonObject { ["status"] = 429 } }));
        await Assert.ThrowsAnyAsync<AnthropicServiceException>(
            () => AskAsync(true, new JsonObject { ["reply"] = "a b", ["errorAfterDelta"] = new JsonObject { ["after"] = 1 } }));
    }

    private async Task<Message> AskAsync(bool stream, JsonObject script, string policy = "default", string prompt = "Tell me.")
    {
        using HttpClient http = new(new ScriptHandler(Stage.Header(script)));
        AnthropicClient client = new(new ClientOptions { ApiKey = "any", BaseUrl = new Uri(stage.Gate.Proxy, $"/{policy}").AbsoluteUri, MaxRetries = 0, HttpClient = http });
        MessageCreateParams asked = new() { Model = "sim", MaxTokens = 1024, Messages = [new UserMessageParam { Content = prompt }] };
        return stream ? await client.Messages.CreateStreaming(asked, Given.Token).Aggregate() : await client.Messages.Create(asked, Given.Token);
    }

    private static string Text(Message answer) => string.Concat(answer.Content.Select(b => b.TryPickText(out TextBlock? text) ? text.Text : ""));

    /// <summary>As <see cref="Stage"/>, in Anthropic's dialect.</summary>
    public sealed class AnthropicStage : IAsyncLifetime
    {
        public SimulatorServer Simulator { get; private set; } = null!;

        public GatewayFixture Gate { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Simulator = await SimulatorServer.StartAsync();
            Gate = await GatewayFixture.StartAsync(Stage.Config(Simulator.Address).Replace("\"Dialect\":\"openai\"", "\"Dialect\":\"anthropic\"", StringComparison.Ordinal));
        }

        public async ValueTask DisposeAsync()
        {
            await Gate.DisposeAsync();
            await Simulator.DisposeAsync();
        }
    }

    /// <summary>Scripts the simulator.</summary>
    private sealed class ScriptHandler(string script) : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("x-sim-script", script);
            return base.SendAsync(request, cancellationToken);
        }
    }
}

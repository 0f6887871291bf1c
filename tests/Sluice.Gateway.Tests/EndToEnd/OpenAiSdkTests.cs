using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenAI.Chat;

namespace Sluice.Gateway.Tests.EndToEnd;

/// <summary>The OpenAI SDK, unmodified, in front of the gate.</summary>
public sealed class OpenAiSdkTests(Stage stage) : IClassFixture<Stage>
{
    private static readonly string Card = PlantedValue.Sentence("payment card");
    private static readonly ChatMessage[] Prompt = [new UserChatMessage("Tell me.")];

    private static readonly ChatCompletionOptions WithTool = new()
    {
        Tools = { ChatTool.CreateFunctionTool("save", "Saves a text.", BinaryData.FromString("""{"type":"object","properties":{"text":{"type":"string"}}}""")) },
    };

    [Fact]
    public async Task Chat_shows_the_redacted_answer_and_its_usage()
    {
        ChatCompletion answer = await Client(new JsonObject { ["reply"] = Card, ["usage"] = Usage() }).CompleteChatAsync(Prompt, null, Given.Token);
        PlantedValue.AssertRedacted(Assert.Single(answer.Content).Text);
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
        Assert.Equal((11, 22, 33), (answer.Usage.InputTokenCount, answer.Usage.OutputTokenCount, answer.Usage.TotalTokenCount));
    }

    [Fact]
    public async Task A_prompt_reaches_the_upstream_redacted()
    {
        await Client(new JsonObject { ["reply"] = "Noted." }, "strict").CompleteChatAsync([new UserChatMessage(Card)], null, Given.Token);
        PlantedValue.AssertGone("payment card", stage.Simulator.Requests[^1].BodyText);
        Assert.Contains("[REDACTED:pii/payment-card]", stage.Simulator.Requests[^1].BodyText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prompt_reaches_the_upstream_with_a_placeholder_that_the_answer_gets_back()
    {
        ChatClient client = SdkClient.Of(stage.Endpoint("default"), model: "sim-echo");
        ChatCompletion answer = await client.CompleteChatAsync([new UserChatMessage(Card)], null, Given.Token);
        PlantedValue.AssertGone("payment card", stage.Simulator.Requests[^1].BodyText);
        Assert.Equal("You said: " + Card, answer.Content[0].Text);
        var streamed = new StringBuilder();
        await foreach (StreamingChatCompletionUpdate update in SdkClient.Of(stage.Endpoint("default"), model: "sim-chars").CompleteChatStreamingAsync([new UserChatMessage(Card)], null, Given.Token))
            streamed.AppendJoin("", update.ContentUpdate.Select(p => p.Text));
        Assert.Equal("You said: " + Card, streamed.ToString());
    }

    [Theory]
    [InlineData("word")]
    [InlineData("char")]
    public async Task Streaming_shows_the_redacted_answer_and_its_usage(string cut)
    {
        Streamed seen = await StreamAsync(Client(new JsonObject { ["reply"] = Card, ["cut"] = cut, ["usage"] = Usage() }));
        PlantedValue.AssertRedacted(seen.Text);
        Assert.Equal(ChatFinishReason.Stop, seen.Finish);
        Assert.Equal((11, 22), (seen.Usage!.InputTokenCount, seen.Usage.OutputTokenCount));
    }

    [Fact]
    public async Task A_tool_call_has_redacted_arguments_that_are_JSON()
    {
        ChatCompletion answer = await Client(Tool(), "strict").CompleteChatAsync(Prompt, WithTool, Given.Token);
        ChatToolCall call = Assert.Single(answer.ToolCalls);
        Assert.Equal(ChatFinishReason.ToolCalls, answer.FinishReason);
        Assert.Equal("save", call.FunctionName);
        PlantedValue.AssertRedacted(Text(call.FunctionArguments.ToString()));
    }

    [Fact]
    public async Task A_streamed_tool_call_has_redacted_arguments_that_are_JSON()
    {
        JsonObject script = Tool();
        script["cut"] = "char";
        Streamed seen = await StreamAsync(Client(script, "strict"), WithTool);
        Assert.Equal("save", seen.Function);
        PlantedValue.AssertRedacted(Text(seen.Arguments));
        Assert.Equal(ChatFinishReason.ToolCalls, seen.Finish);
    }

    [Fact]
    public async Task A_tool_conversation_goes_round()
    {
        ChatClient client = SdkClient.Of(stage.Endpoint("default"), model: "sim-echo");
        var messages = new List<ChatMessage> { new UserChatMessage("call tool with foxes") };
        ChatCompletion asks = await client.CompleteChatAsync(messages, WithTool, Given.Token);
        messages.Add(new AssistantChatMessage(asks));
        messages.Add(new ToolChatMessage(Assert.Single(asks.ToolCalls).Id, Card));
        ChatCompletion answer = await client.CompleteChatAsync(messages, WithTool, Given.Token);
        Assert.StartsWith("The tool said: " + Card, answer.Content[0].Text, StringComparison.Ordinal);
        PlantedValue.AssertGone("payment card", stage.Simulator.Requests[^1].BodyText);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Several_choices_are_redacted_each(bool stream)
    {
        // The SDK has no n: its protocol method sends what it is given.
        var script = new JsonObject { ["replies"] = new JsonArray("Nothing here.", Card) };
        using BinaryContent body = BinaryContent.Create(BinaryData.FromString(
            $$"""{"model":"sim","n":2,"stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"Tell me."}]}"""));
        ClientResult answer = await Client(script).CompleteChatAsync(body, new RequestOptions { CancellationToken = Given.Token });
        string raw = answer.GetRawResponse().Content.ToString();
        PlantedValue.AssertGone("payment card", raw);
        Assert.Equal(["Nothing here.", "Take it: [REDACTED:pii/payment-card] and go."], Choices(raw, stream));
    }

    [Fact]
    public async Task A_blocked_answer_ends_by_content_filter()
    {
        ChatCompletion answer = await Client(Secret(), "blocking").CompleteChatAsync(Prompt, null, Given.Token);
        Assert.Equal(ChatFinishReason.ContentFilter, answer.FinishReason);
        Assert.DoesNotContain(Stage.CodeWord, string.Concat(answer.Content.Select(p => p.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blocked_stream_ends_by_content_filter()
    {
        JsonObject script = Secret();
        script["cut"] = "char";
        Streamed seen = await StreamAsync(Client(script, "blocking"));
        Assert.Equal(ChatFinishReason.ContentFilter, seen.Finish);
        Assert.Equal("We ship ", seen.Text);
    }

    private ChatClient Client(JsonObject script, string policy = "default") => SdkClient.Of(stage.Endpoint(policy), script);

    private static JsonObject Usage() => new() { ["prompt"] = 11, ["completion"] = 22 };

    private static JsonObject Secret() => new() { ["reply"] = $"We ship {Stage.CodeWord} in May." };

    private static JsonObject Tool() => new() { ["toolCalls"] = new JsonArray(new JsonObject { ["name"] = "save", ["arguments"] = new JsonObject { ["text"] = Card } }) };

    private static string? Text(string arguments) => JsonNode.Parse(arguments)!["text"]!.GetValue<string>();

    private static async Task<Streamed> StreamAsync(ChatClient client, ChatCompletionOptions? options = null)
    {
        var text = new StringBuilder();
        var arguments = new StringBuilder();
        var seen = new Streamed();
        await foreach (StreamingChatCompletionUpdate update in client.CompleteChatStreamingAsync(Prompt, options, Given.Token))
        {
            text.AppendJoin("", update.ContentUpdate.Select(p => p.Text));
            foreach (StreamingChatToolCallUpdate call in update.ToolCallUpdates)
            {
                seen = seen with { Function = call.FunctionName ?? seen.Function };
                arguments.Append(call.FunctionArgumentsUpdate);
            }

            seen = seen with { Finish = update.FinishReason ?? seen.Finish, Usage = update.Usage ?? seen.Usage };
        }

        return seen with { Text = text.ToString(), Arguments = arguments.ToString() };
    }

    private static string[] Choices(string raw, bool stream)
    {
        var texts = new SortedDictionary<int, string>();
        IEnumerable<string> bodies = stream ? raw.Split('\n').Where(l => l.StartsWith("data: {", StringComparison.Ordinal)).Select(l => l[6..]) : [raw];
        foreach (string body in bodies)
        {
            using JsonDocument document = JsonDocument.Parse(body);
            foreach (JsonElement choice in document.RootElement.GetProperty("choices").EnumerateArray())
            {
                int index = choice.GetProperty("index").GetInt32();
                JsonElement message = choice.GetProperty(stream ? "delta" : "message");
                string text = message.TryGetProperty("content", out JsonElement content) ? content.GetString() ?? "" : "";
                texts[index] = texts.GetValueOrDefault(index, "") + text;
            }
        }

        return [.. texts.Values];
    }

    private sealed record Streamed(string Text = "", string Arguments = "", string? Function = null, ChatFinishReason? Finish = null, ChatTokenUsage? Usage = null);
}

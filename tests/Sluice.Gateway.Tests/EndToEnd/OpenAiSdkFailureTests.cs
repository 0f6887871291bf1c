using System.ClientModel;
using System.Text.Json.Nodes;
using OpenAI.Chat;

namespace Sluice.Gateway.Tests.EndToEnd;

/// <summary>What fails looks to the OpenAI SDK as it does without the gate; what the gate refuses looks like a refusal of OpenAI's.</summary>
public sealed class OpenAiSdkFailureTests(Stage stage) : IClassFixture<Stage>
{
    private static readonly ChatMessage[] Prompt = [new UserChatMessage("Tell me.")];

    [Fact]
    public async Task A_blocked_request_is_refused_with_the_gates_code_and_reaches_no_upstream()
    {
        int before = stage.Simulator.Requests.Count;
        ChatClient client = SdkClient.Of(stage.Endpoint("blocking"), new JsonObject { ["reply"] = "Hello." });
        ClientResultException refused = await Assert.ThrowsAsync<ClientResultException>(
            () => client.CompleteChatAsync([new UserChatMessage($"When do we ship {Stage.CodeWord}?")], null, Given.Token));
        Assert.Equal(400, refused.Status);
        JsonNode error = JsonNode.Parse(refused.GetRawResponse()!.Content)!["error"]!;
        Assert.Equal("content_filter", error["code"]!.GetValue<string>());
        Assert.Equal("invalid_request_error", error["type"]!.GetValue<string>());
        Assert.DoesNotContain(Stage.CodeWord, refused.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(before, stage.Simulator.Requests.Count);
    }

    [Theory]
    [InlineData("sim-429", 429)]
    [InlineData("sim-500", 500)]
    public async Task An_upstreams_error_is_what_it_is_without_the_gate(string model, int status)
    {
        ClientResultException without = await FailureAsync<ClientResultException>(stage.DirectEndpoint, model, stream: false);
        ClientResultException with = await FailureAsync<ClientResultException>(stage.Endpoint("default"), model, stream: false);
        Assert.Equal(status, with.Status);
        Assert.Equal(without.Status, with.Status);
        Assert.Equal(without.Message, with.Message);
        Assert.Equal(without.GetRawResponse()!.Content.ToString(), with.GetRawResponse()!.Content.ToString());
        Assert.Equal(status, (await FailureAsync<ClientResultException>(stage.Endpoint("default"), model, stream: true)).Status);
    }

    [Fact]
    public async Task A_stream_that_is_cut_raises_as_it_does_without_the_gate()
    {
        // The simulator closes the connection, the gate resets it: a reset may overtake the headers, and the SDK then wraps it. A clean end would raise nothing.
        await FailureAsync<IOException>(stage.DirectEndpoint, "sim-cut", stream: true);
        Exception with = await FailureAsync<Exception>(stage.Endpoint("default"), "sim-cut", stream: true);
        Assert.IsAssignableFrom<IOException>(with is ClientResultException { Status: 0 } ? Within<IOException>(with) : with);
    }

    /// <summary>A stream is read to its end, which must not come.</summary>
    private static async Task<T> FailureAsync<T>(Uri endpoint, string model, bool stream)
        where T : Exception
    {
        ChatClient client = SdkClient.Of(endpoint, model: model);
        return await Assert.ThrowsAnyAsync<T>(async () =>
        {
            if (!stream)
            {
                await client.CompleteChatAsync(Prompt, null, Given.Token);
                return;
            }

            await foreach (StreamingChatCompletionUpdate update in client.CompleteChatStreamingAsync(Prompt, null, Given.Token))
                Assert.Null(update.FinishReason);
        });
    }

    private static Exception? Within<T>(Exception? exception)
        where T : Exception
    {
        while (exception is not (null or T))
            exception = exception.InnerException;
        return exception;
    }
}

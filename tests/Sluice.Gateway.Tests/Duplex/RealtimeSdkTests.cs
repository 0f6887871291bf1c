using System.ClientModel;
using OpenAI.Realtime;

namespace Sluice.Gateway.Tests.Duplex;

#pragma warning disable OPENAI002 // The SDK calls its realtime client experimental; that is the client that callers use.

/// <summary>OpenAI's own realtime client, unmodified, in front of the gate.</summary>
public sealed class RealtimeSdkTests
{
    [Fact]
    public async Task A_session_is_redacted_blocked_and_goes_on_and_the_client_understands_it()
    {
        await using SocketStage stage = await SocketStage.StartAsync();
        var client = new RealtimeClient(new ApiKeyCredential("sk-any"), new RealtimeClientOptions { Endpoint = new Uri(stage.Gate.Proxy, "/g/v1") });
        using RealtimeSessionClient session = await client.StartConversationSessionAsync("gpt-realtime", cancellationToken: Given.Token);
        using ProviderSide provider = await stage.Provider.NextAsync();
        Assert.Equal("Bearer sk-any", provider.Headers["Authorization"]);

        await session.AddItemAsync(RealtimeItem.CreateUserMessageItem("for EMP-123456 only"), Given.Token);
        Assert.Contains("for [REDACTED:employee] only", await provider.HearAsync(), StringComparison.Ordinal);
        await session.AddItemAsync(RealtimeItem.CreateUserMessageItem("Bluebird"), Given.Token);
        await using IAsyncEnumerator<RealtimeServerUpdate> updates = session.ReceiveUpdatesAsync(Given.Token).GetAsyncEnumerator(Given.Token);
        Assert.Equal("content_filter", (await NextAsync<RealtimeServerUpdateError>(updates)).Error.Code);

        await provider.SayAsync(Delta("It was EMP-123456. ", "r1"));
        Assert.Equal("It was [REDACTED:employee]. ", (await NextAsync<RealtimeServerUpdateResponseOutputTextDelta>(updates)).Delta);
        await provider.SayAsync(Delta("Bluebird.", "r1"));
        RealtimeResponse ended = (await NextAsync<RealtimeServerUpdateResponseDone>(updates)).Response;
        Assert.Equal(("r1", RealtimeResponseStatus.Incomplete), (ended.Id, ended.Status));
        Assert.Contains("response.cancel", await provider.HearAsync(), StringComparison.Ordinal);
        await provider.SayAsync(Delta("Fine. ", "r2"));
        Assert.Equal("Fine. ", (await NextAsync<RealtimeServerUpdateResponseOutputTextDelta>(updates)).Delta);
    }

    private static async Task<T> NextAsync<T>(IAsyncEnumerator<RealtimeServerUpdate> updates)
        where T : RealtimeServerUpdate
    {
        Assert.True(await updates.MoveNextAsync());
        return Assert.IsType<T>(updates.Current);
    }

    private static string Delta(string text, string response) =>
        """{"type":"response.output_text.delta","event_id":"e","response_id":"#","item_id":"i","output_index":0,"content_index":0,"delta":"@"}""".Replace("#", response).Replace("@", text);
}

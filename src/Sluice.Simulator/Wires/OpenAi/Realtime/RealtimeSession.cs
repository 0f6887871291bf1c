using System.Net.WebSockets;
using System.Text.Json;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;
using Sluice.Simulator.Wires.Framing;

namespace Sluice.Simulator.Wires.OpenAi.Realtime;

/// <summary>Takes a client's events as they come, while at most one response is on its way.</summary>
internal sealed class RealtimeSession(
    RealtimeConnection connection, Answering answering, Simulation simulation, RealtimeNames names, string model, SimulatedExchange exchange) : IAsyncDisposable
{
    private const int MaxStepBytes = 64 * 1024 * 1024;

    private readonly RealtimeConversation _conversation = new(model);
    private readonly CancellationTokenSource _closing = CancellationTokenSource.CreateLinkedTokenSource(exchange.Ended);
    private CancellationTokenSource? _cancellation;
    private Task _speaking = Task.CompletedTask;
    private volatile bool _isSpeaking;
    private int _items;

    public async Task RunAsync()
    {
        await TellAsync("session.created", Verbatim.Of($"\"session\":{Session()}"));
        try
        {
            while (await connection.ReceiveAsync() is { } message)
            {
                try
                {
                    await TakeAsync(JsonRequest.ReadObject(message), message.Length);
                }
                catch (RequestProblemException problem)
                {
                    await ComplainAsync(problem, null);
                }
            }
        }
        catch (WebSocketException)
        {
            // The client went without a word, or a script cut the connection.
            exchange.Context.Abort();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        try
        {
            await _speaking;
        }
        finally
        {
            _cancellation?.Dispose();
            _closing.Dispose();
            connection.Dispose();
        }
    }

    private Task TakeAsync(JsonElement message, int bytes)
    {
        switch (message.Text("type"))
        {
            case "session.update":
                _conversation.Configure(message.At("session"));
                return TellAsync("session.updated", Verbatim.Of($"\"session\":{Value(message.At("session"))}"));
            case "conversation.item.create":
                _conversation.Add(message.At("item"));
                return TellOfItemAsync(message.At("item"));
            case "conversation.item.delete":
                return TellAsync("conversation.item.deleted", Verbatim.Of($"\"item_id\":{message.Text("item_id")}"));
            case "input_audio_buffer.append":
                return Task.CompletedTask;
            case "input_audio_buffer.clear":
                return TellAsync("input_audio_buffer.cleared", Verbatim.Nothing);
            case "input_audio_buffer.commit":
                return HearAsync(message);
            case "response.create" when _isSpeaking:
                return ComplainAsync(RequestProblemException.Bad("type", "a response is on its way already"), message.Text("event_id"));
            case "response.create":
                return StartSpeakingAsync(message, bytes);
            case "response.cancel":
                return _cancellation?.CancelAsync() ?? Task.CompletedTask;
            default:
                return ComplainAsync(RequestProblemException.Bad("type", "is not an event that the simulator takes"), message.Text("event_id"));
        }
    }

    /// <summary>Nobody listens: the transcript is the script's reply.</summary>
    private async Task HearAsync(JsonElement commit)
    {
        string id = NextItem();
        var script = commit.At("sim").ValueKind == JsonValueKind.Undefined
            ? Script.None
            : simulation.ReadScript(new ChatRequest { Script = commit.At("sim") });
        string transcript = script.Replies?[0] ?? "You spoke.";
        _conversation.Heard(transcript);
        await TellAsync("input_audio_buffer.committed", Verbatim.Of($"\"previous_item_id\":null,\"item_id\":{id}"));
        var said = new Spoken(transcript.AsMemory(), script.EscapeUnicode);
        await TellAsync(
            "conversation.item.input_audio_transcription.delta", Verbatim.Of($"\"item_id\":{id},\"content_index\":0,\"delta\":{said}"));
        await TellAsync(
            "conversation.item.input_audio_transcription.completed", Verbatim.Of($"\"item_id\":{id},\"content_index\":0,\"transcript\":{said}"));
    }

    private async Task StartSpeakingAsync(JsonElement create, int bytes)
    {
        var reply = answering.Compose(RealtimeForm.Instance, _conversation.Ask(create), bytes);
        if (reply.Script.RawEvents is null) StreamAnswer.Check(RealtimeForm.Instance, reply, int.MaxValue);
        // The one before has said all, and may be returning still.
        await _speaking;
        _cancellation?.Dispose();
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        _isSpeaking = true;
        _speaking = SpeakAsync(reply, _cancellation.Token);
    }

    private async Task SpeakAsync(Reply reply, CancellationToken cancellation)
    {
        using var output = new EventOutput(MaxStepBytes);
        var stream = new RealtimeStream(new Frames(new MessageFraming(), output, reply.Script.Extra.Top), reply, names);
        try
        {
            await RealtimeAnswer.SendAsync(reply, stream, output, connection, simulation.Pace(reply.Script, cancellation), Ending);
        }
        catch (OperationCanceledException) when (!_closing.IsCancellationRequested)
        {
            output.Clear();
            stream.Cancel();
            Ending();
            await connection.SendAsync(output, reply.Script.TcpChunk);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The client is gone, or the time is over: nobody is left to be told.
        }
        catch (AnswerCutException)
        {
            exchange.Context.Abort();
            throw;
        }
    }

    private void Ending() => _isSpeaking = false;

    private async Task TellOfItemAsync(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object) throw RequestProblemException.Bad("item", "must be an object");
        var told = item.Text("id") is null ? RealtimeJson.WithId(NextItem(), item) : Value(item);
        await TellAsync(names.ItemAdded, Verbatim.Of($"\"previous_item_id\":null,\"item\":{told}"));
        if (names.TellsOfWholeItems) await TellAsync("conversation.item.done", Verbatim.Of($"\"previous_item_id\":null,\"item\":{told}"));
    }

    private string NextItem() => $"item_sim_in_{++_items}";

    private Verbatim Session() => Verbatim.Of(
        $$"""
        {"type":"realtime","object":"realtime.session","id":"sess_sim","model":{{_conversation.Model}},"output_modalities":["audio"],
        "instructions":"","tools":[],"tool_choice":"auto","max_output_tokens":"inf"}
        """);

    private static Verbatim Value(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? Verbatim.Null : Verbatim.Of(value);

    private async Task TellAsync(string type, Verbatim members)
    {
        using var output = new EventOutput(MaxStepBytes);
        RealtimeJson.Event(new Frames(new MessageFraming(), output, []), type, members);
        await connection.SendAsync(output, 0);
    }

    private Task ComplainAsync(RequestProblemException problem, string? eventId) => TellAsync("error", Verbatim.Of(
        $$"""
        "error":{"type":"invalid_request_error","code":{{problem.Code}},"message":{{problem.Message}},"param":{{problem.Field}},
        "event_id":{{eventId}}}
        """));
}

using Microsoft.AspNetCore.Http;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Recording;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;

namespace Sluice.Simulator;

/// <summary>One simulator: takes a request from its first byte to its answer's last, whatever happens between.</summary>
/// <param name="log">Null records nothing.</param>
/// <param name="gates">Null refuses scripts that wait at a gate.</param>
internal sealed class Simulation(SimulatorOptions options, RequestLog? log, GateSet? gates)
{
    private readonly ScriptSource _scripts = new(new ScriptReader(options, gates is not null));
    private readonly ReplyComposer _composer = new(options);
    private long _answers;

    /// <param name="path">The path behind the prefix where the simulator is mounted.</param>
    public async Task HandleAsync(HttpContext context, string path)
    {
        using var deadline = new CancellationTokenSource(options.MaxTotalTime, options.TimeProvider);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.RequestAborted);
        var exchange = new SimulatedExchange(context, path, ended.Token);
        var outcome = RequestOutcome.Cut;
        try
        {
            await ReceiveAndAnswerAsync(exchange);
            outcome = context.RequestAborted.IsCancellationRequested ? RequestOutcome.Aborted : RequestOutcome.Completed;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            outcome = RequestOutcome.Aborted;
        }
        catch (IOException) when (!exchange.IsRead)
        {
            // An upload that breaks off shows as a failed read, which may come before the token is cancelled.
            outcome = RequestOutcome.Aborted;
            context.Abort();
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (AnswerCutException) when (!context.Response.HasStarted)
        {
            context.Abort();
        }
        finally
        {
            log?.End(exchange.Received, outcome);
        }
    }

    private async Task ReceiveAndAnswerAsync(SimulatedExchange exchange)
    {
        using var body = new RequestBody(options.MaxRequestBytes);
        try
        {
            try
            {
                await body.ReadAsync(exchange.Context, exchange.Ended);
                exchange.IsRead = true;
            }
            finally
            {
                if (log is { Enabled: true }) exchange.Received = log.Add(exchange.Context.Request, body);
            }

            await AnswerAsync(exchange, body.Content);
        }
        catch (RequestProblemException problem) when (!exchange.Context.Response.HasStarted)
        {
            await SendBodyAsync(exchange, Script.None, problem.Status, ErrorBody.For(problem));
        }
    }

    private async Task AnswerAsync(SimulatedExchange exchange, ReadOnlyMemory<byte> body)
    {
        var request = exchange.Context.Request;
        bool isChat = HttpMethods.IsPost(request.Method) && exchange.Path.EndsWith("/chat/completions", StringComparison.Ordinal);
        var chat = isChat ? ChatRequestReader.Read(body.Span) : ScriptSource.ReadIfJson(request, body.Span);
        var script = _scripts.For(request, chat);
        var pace = new AnswerPace(script, options, gates, exchange.Ended);
        await pace.BeforeHeadersAsync();
        exchange.Context.Response.Headers["x-request-id"] = $"req-sim-{Interlocked.Increment(ref _answers)}";
        if (script.IsRaw)
        {
            await SendScriptedAsync(exchange, script, pace);
            return;
        }

        if (isChat)
        {
            await AnswerChatAsync(exchange, chat!, script, pace, body.Length);
            return;
        }

        byte[] answer = ModelList.Answer(request.Method, exchange.Path);
        await pace.AllPausesAsync();
        await SendBodyAsync(exchange, script, StatusCodes.Status200OK, answer);
    }

    private async Task AnswerChatAsync(SimulatedExchange exchange, ChatRequest chat, Script script, AnswerPace pace, int requestBytes)
    {
        if (chat.Model is not { Length: > 0 and <= 256 }) throw RequestProblemException.Bad("model", "must be a string of 1 to 256 characters");
        if (!chat.HasMessages) throw RequestProblemException.Bad("messages", "must have at least one message");
        var reply = _composer.Compose(chat, script, Interlocked.Read(ref _answers), requestBytes);
        if (!chat.Stream)
        {
            await pace.AllPausesAsync();
            using var buffer = new ByteBuffer(options.MaxAnswerBytes);
            try
            {
                JsonAnswer.Write(buffer, reply);
            }
            catch (ByteBufferFullException)
            {
                throw RequestProblemException.Bad("sim", $"the answer would have more than {options.MaxAnswerBytes} bytes");
            }

            await SendBodyAsync(exchange, script, StatusCodes.Status200OK, buffer.Written);
            return;
        }

        StreamAnswer.Check(reply, options.MaxDeltas);
        await using var sink = OpenStream(exchange, script);
        await sink.StartAsync(exchange.Ended);
        await StreamAnswer.SendAsync(reply, sink, pace, exchange.Ended);
        await sink.CompleteAsync();
    }

    private async Task SendScriptedAsync(SimulatedExchange exchange, Script script, AnswerPace pace)
    {
        if (script.Error is { } error)
        {
            if (error.RetryAfter is not null) exchange.Context.Response.Headers.RetryAfter = error.RetryAfter;
            await SendBodyAsync(exchange, script, error.Status, error.Body);
        }
        else if (script.RawBody is { } raw)
        {
            await pace.AllPausesAsync();
            await SendBodyAsync(exchange, script, raw.Status, raw.Body, raw.ContentType);
        }
        else
        {
            AnswerPace.Check(script, script.RawEvents!.Count);
            await using var sink = OpenStream(exchange, script);
            await sink.StartAsync(exchange.Ended);
            await StreamAnswer.SendRawAsync(script.RawEvents, sink, pace, exchange.Ended);
            await sink.CompleteAsync();
        }
    }

    private AnswerSink OpenStream(SimulatedExchange exchange, Script script)
    {
        exchange.Context.Response.ContentType = ContentTypes.EventStream;
        exchange.Context.Response.Headers.CacheControl = "no-cache";
        return new AnswerSink(exchange.Context.Response, script, options.MaxAnswerBytes);
    }

    private async Task SendBodyAsync(
        SimulatedExchange exchange, Script script, int status, ReadOnlyMemory<byte> body, string contentType = ContentTypes.Json)
    {
        var response = exchange.Context.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        await using var sink = new AnswerSink(response, script, options.MaxAnswerBytes);
        bool cut = script.CutAfterDelta is not null;
        // A cut body still announces its whole length.
        if (!sink.IsEncoded && !HttpMethods.IsHead(exchange.Context.Request.Method) && status is not (204 or 304)) response.ContentLength = body.Length;
        await sink.SendAsync(cut ? body[..(body.Length / 2)] : body, exchange.Ended);
        if (cut) throw new AnswerCutException("Cut by script.");
        await sink.CompleteAsync();
    }
}

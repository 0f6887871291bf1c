using System.Text;
using Microsoft.AspNetCore.Http;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;
using Sluice.Simulator.Wires;

namespace Sluice.Simulator;

/// <summary>Sends what was decided: a body or a stream, whole or broken as the script wants it.</summary>
internal sealed class AnswerSender(SimulatorOptions options)
{
    public Task SendProblemAsync(SimulatedExchange exchange, RequestProblemException problem) =>
        SendErrorAsync(exchange, Script.None, problem.Status, exchange.Errors.For(problem));

    public async Task SendChatAsync(SimulatedExchange exchange, IChatEndpoint endpoint, Reply reply, AnswerPace pace)
    {
        var script = reply.Script;
        if (!reply.Request.Stream)
        {
            await pace.AllPausesAsync();
            using var buffer = new ByteBuffer(options.MaxAnswerBytes);
            try
            {
                endpoint.WriteAnswer(buffer, reply);
            }
            catch (ByteBufferFullException)
            {
                throw RequestProblemException.Bad("sim", $"the answer would have more than {options.MaxAnswerBytes} bytes");
            }

            endpoint.Keep(reply);
            await SendBodyAsync(exchange, script, StatusCodes.Status200OK, buffer.Written, endpoint.AnswerContentType(reply));
            return;
        }

        StreamAnswer.Check(endpoint, reply, options.MaxDeltas);
        endpoint.Keep(reply);
        await using var sink = OpenStream(exchange, script, endpoint.StreamContentType(exchange));
        await sink.StartAsync(exchange.Ended);
        await StreamAnswer.SendAsync(endpoint, reply, sink, pace, exchange.Ended);
        await sink.CompleteAsync();
    }

    public async Task SendPlainAsync(SimulatedExchange exchange, Script script, PlainAnswer answer, AnswerPace pace)
    {
        foreach (var (name, value) in answer.Headers) exchange.Context.Response.Headers.Append(name, value);
        if (answer.Events is { } events)
        {
            await SendEventsAsync(exchange, script, answer.ContentType, events, pace);
            return;
        }

        await pace.AllPausesAsync();
        await SendBodyAsync(exchange, script, answer.Status, answer.Body, answer.ContentType);
    }

    /// <summary>What the script itself says: an error, a body or a stream, word for word.</summary>
    public async Task SendScriptedAsync(SimulatedExchange exchange, Script script, AnswerPace pace)
    {
        if (script.Error is { } error)
        {
            if (error.RetryAfter is not null) exchange.Context.Response.Headers.RetryAfter = error.RetryAfter;
            await SendErrorAsync(exchange, script, error.Status, error.Body ?? exchange.Errors.ForStatus(error.Status));
        }
        else if (script.RawBody is { } raw)
        {
            await pace.AllPausesAsync();
            await SendBodyAsync(exchange, script, raw.Status, raw.Body, raw.ContentType);
        }
        else
        {
            string contentType = exchange.Endpoint?.StreamContentType(exchange) ?? ContentTypes.EventStream;
            await SendEventsAsync(exchange, script, contentType, [.. script.RawEvents!.Select(Bytes)], pace);
        }
    }

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private async Task SendEventsAsync(
        SimulatedExchange exchange, Script script, string contentType, IReadOnlyList<ReadOnlyMemory<byte>> events, AnswerPace pace)
    {
        AnswerPace.Check(script, events.Count);
        await using var sink = OpenStream(exchange, script, contentType);
        await sink.StartAsync(exchange.Ended);
        await StreamAnswer.SendRawAsync(events, sink, pace, exchange.Ended);
        await sink.CompleteAsync();
    }

    private AnswerSink OpenStream(SimulatedExchange exchange, Script script, string contentType)
    {
        exchange.Context.Response.ContentType = contentType;
        exchange.Context.Response.Headers.CacheControl = "no-cache";
        return new AnswerSink(exchange.Context.Response, script, options.MaxAnswerBytes);
    }

    private Task SendErrorAsync(SimulatedExchange exchange, Script script, int status, byte[] body)
    {
        if (exchange.Errors.Header(status) is { } header) exchange.Context.Response.Headers[header.Key] = header.Value;
        return SendBodyAsync(exchange, script, status, body, ContentTypes.Json);
    }

    private async Task SendBodyAsync(SimulatedExchange exchange, Script script, int status, ReadOnlyMemory<byte> body, string contentType)
    {
        var response = exchange.Context.Response;
        response.StatusCode = status;
        if (contentType.Length > 0) response.ContentType = contentType;
        await using var sink = new AnswerSink(response, script, options.MaxAnswerBytes);
        bool cut = script.CutAfterDelta is not null;
        // A cut body still announces its whole length.
        if (!sink.IsEncoded && !HttpMethods.IsHead(exchange.Request.Method) && status is not (204 or 304)) response.ContentLength = body.Length;
        await sink.SendAsync(cut ? body[..(body.Length / 2)] : body, exchange.Ended);
        if (cut) throw new AnswerCutException("Cut by script.");
        await sink.CompleteAsync();
    }
}

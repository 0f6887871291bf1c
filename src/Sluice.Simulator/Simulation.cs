using Microsoft.AspNetCore.Http;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Recording;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;
using Sluice.Simulator.Wires;

namespace Sluice.Simulator;

/// <summary>One simulator: takes a request from its first byte to its answer's last, whatever happens between.</summary>
internal sealed class Simulation
{
    private readonly SimulatorOptions _options;
    private readonly RequestLog? _log;
    private readonly GateSet? _gates;
    private readonly AnswerSender _sender;
    private readonly ScriptSource _scripts;
    private readonly Answering _answering;
    private readonly WireTable _wires;

    /// <param name="options">Bounds and clock.</param>
    /// <param name="log">Null records nothing.</param>
    /// <param name="gates">Null refuses scripts that wait at a gate.</param>
    public Simulation(SimulatorOptions options, RequestLog? log, GateSet? gates)
    {
        (_options, _log, _gates) = (options, log, gates);
        _sender = new AnswerSender(options);
        _scripts = new ScriptSource(new ScriptReader(options, gates is not null));
        _answering = new Answering(new ReplyComposer(options), _scripts);
        _wires = new WireTable(options, _answering);
    }

    /// <param name="path">The path behind the prefix where the simulator is mounted.</param>
    public async Task HandleAsync(HttpContext context, string path)
    {
        using var deadline = new CancellationTokenSource(_options.MaxTotalTime, _options.TimeProvider);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.RequestAborted);
        var exchange = new SimulatedExchange(context, path, ended.Token);
        var outcome = RequestOutcome.Cut;
        try
        {
            await ReceiveAndAnswerAsync(exchange);
            outcome = context.RequestAborted.IsCancellationRequested ? RequestOutcome.Aborted : RequestOutcome.Completed;
        }
        catch (AnswerCutException) when (!context.Response.HasStarted)
        {
            context.Abort();
        }
        catch (Exception e) when (e is OperationCanceledException or IOException and not AnswerCutException && context.RequestAborted.IsCancellationRequested)
        {
            outcome = RequestOutcome.Aborted;
        }
        catch (IOException e) when (!exchange.IsRead && e is not AnswerCutException)
        {
            // An upload that breaks off shows as a failed read, which may come before the token is cancelled.
            outcome = RequestOutcome.Aborted;
            context.Abort();
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            context.Abort();
        }
        finally
        {
            _log?.End(exchange.Received, outcome);
        }
    }

    /// <summary>Reads a script that came inside of something else.</summary>
    public Script ReadScript(ChatRequest chat) => _scripts.For(chat);

    /// <summary>What a script's counts of deltas lead to.</summary>
    public AnswerPace Pace(Script script, CancellationToken ended) => new(script, _options, _gates, ended);

    private async Task ReceiveAndAnswerAsync(SimulatedExchange exchange)
    {
        using var body = new RequestBody(_options.MaxRequestBytes);
        try
        {
            _wires.Place(exchange);
            try
            {
                await body.ReadAsync(exchange.Context, exchange.Ended);
                exchange.Body = body.Content;
                exchange.IsRead = true;
            }
            finally
            {
                if (_log is { Enabled: true }) exchange.Received = _log.Add(exchange.Request, body);
            }

            await AnswerAsync(exchange);
        }
        catch (RequestProblemException problem) when (!exchange.Context.Response.HasStarted)
        {
            await _sender.SendProblemAsync(exchange, problem);
        }
    }

    private async Task AnswerAsync(SimulatedExchange exchange)
    {
        var chatEndpoint = exchange.Endpoint as IChatEndpoint;
        var chat = chatEndpoint is not null ? chatEndpoint.Read(exchange) : ScriptSource.ReadIfJson(exchange.Request, exchange.Body.Span);
        var script = _scripts.For(exchange.Request, chat);
        var pace = Pace(script, exchange.Ended);
        await pace.BeforeHeadersAsync();
        long number = _answering.NextNumber();
        exchange.Context.Response.Headers["x-request-id"] = $"req-sim-{number}";
        if (script.IsRaw)
        {
            await _sender.SendScriptedAsync(exchange, script, pace);
            return;
        }

        switch (exchange.Endpoint)
        {
            case IChatEndpoint endpoint:
                await _sender.SendChatAsync(exchange, endpoint, _answering.Compose(endpoint, chat!, script, number, exchange.Body.Length), pace);
                break;
            case IPlainEndpoint endpoint:
                await _sender.SendPlainAsync(exchange, script, endpoint.Answer(exchange, script), pace);
                break;
            case ILiveEndpoint endpoint:
                await endpoint.HoldAsync(exchange, script, this);
                break;
            default:
                throw _wires.Nothing(exchange);
        }
    }
}

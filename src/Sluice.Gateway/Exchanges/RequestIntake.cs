using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Sluice.Gateway.Configuration;
using Sluice.Gateway.Judges;
using Sluice.Gateway.Limits;
using Sluice.Gateway.Listeners;
using Sluice.Inspection;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;

namespace Sluice.Gateway.Exchanges;

/// <summary>Takes a request in: reads its body once, up to the bounds, and has it judged. What was judged is what is forwarded.</summary>
internal sealed partial class RequestIntake(BufferBudget budget, InspectionEntry inspection, ExchangeLimits counted, RemoteJudging remote, TimeProvider time, ILogger<RequestIntake> logger)
{
    /// <summary>Returns why the request is refused, or null: it goes on, with <see cref="GuardedExchange.Body"/> where it has one.</summary>
    public async ValueTask<Refusal?> TakeAsync(HttpContext context, GuardedExchange guarded)
    {
        HttpRequest request = context.Request;
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
            return null;
        LimitsOptions limits = guarded.Route.Options.Limits;
        if (request.ContentLength > limits.MaxBodyBytes)
            return GatewayRefusals.BodyTooLong(limits.MaxBodyBytes);
        ContentCoding coding = ContentCodings.Parse(request.Headers.ContentEncoding);
        guarded.Exchange.RequestType = request.ContentType;
        BodyForm form = guarded.Exchange.Endpoint.RequestForm(MediaType.Essence(request.ContentType));
        if (form == BodyForm.Unknown)
            return guarded.Route.PassUnknown ? null : GatewayRefusals.UnreadableType;
        if (form == BodyForm.Opaque)
            return null;
        if (coding == ContentCoding.Unreadable)
            return GatewayRefusals.UnreadableEncoding;
        if (counted.Foresee(context, guarded) is { } limited)
            return limited;

        BudgetedBytes? sent = BudgetedBytes.Create(budget, limits.MaxBufferedBytes, BodyReading.FirstCapacity(request.ContentLength));
        try
        {
            BodyOutcome outcome = await BodyReading.ReadAsync(request.Body, sent, request.ContentLength, limits.MaxBodyBytes, context.RequestAborted);
            if (outcome != BodyOutcome.Complete)
                return Refuse(outcome, limits);
            await InlineSockets.LeaveFor(sent.Length);
            Refusal? refusal = sent.Length == 0 ? null : Judge(request.Headers, guarded, coding, ref sent);
            for (int pass = 1; refusal is null && RemoteJudging.IsAwaitedBy(guarded); pass++)
            {
                refusal = pass < RemoteJudging.MostPasses ? await remote.AskAsync(guarded, context.RequestAborted) : GatewayRefusals.InspectionFailed;
                refusal ??= Judge(request.Headers, guarded, coding, ref sent);
            }

            if (refusal is null)
                remote.AskBeside(guarded);
            if (refusal is null && sent is not null)
            {
                guarded.Body ??= new RequestBody(sent, replaced: false);
                sent = null;
            }

            return refusal;
        }
        finally
        {
            sent?.Dispose();
        }
    }

    private Refusal? Judge(IHeaderDictionary headers, GuardedExchange guarded, ContentCoding coding, ref BudgetedBytes? sent)
    {
        if (coding == ContentCoding.Identity)
            return Inspect(headers, guarded, ref sent, sent!.Span);
        LimitsOptions limits = guarded.Route.Options.Limits;
        using BudgetedBytes plain = BudgetedBytes.Create(budget, limits.MaxBufferedBytes, sent!.Length);
        BodyOutcome outcome = BodyReading.Decode(coding, sent.Memory, plain, limits.MaxBodyBytes);
        return outcome == BodyOutcome.Complete ? Inspect(headers, guarded, ref sent, plain.Span) : Refuse(outcome, limits);
    }

    /// <summary>Has the body judged; where it is replaced, what was sent goes back to the pool at once.</summary>
    private Refusal? Inspect(IHeaderDictionary headers, GuardedExchange guarded, ref BudgetedBytes? sent, ReadOnlySpan<byte> body)
    {
        long before = time.GetTimestamp();
        try
        {
            BodyVerdict verdict = inspection.Request(guarded.Exchange, body, guarded.Route.InspectionLimits);
            if (verdict.Awaits)
                return null;
            if (verdict.Replacement is { } replacement)
            {
                sent?.Dispose();
                sent = null;
                guarded.Body = new RequestBody(BudgetedBytes.Adopt(budget, replacement), replaced: true);
            }

            return verdict.Refusal ?? RepeatedContent.Judge(headers, guarded.Exchange);
        }
        catch (Exception e)
        {
            Log.InspectionFailed(logger, guarded.Route.RouteId, e.GetType().Name);
            if (guarded.Exchange.Policy.OnFailure == FailureMode.Block || guarded.Exchange.MayUse is not null)
                return GatewayRefusals.InspectionFailed; // What a caller may use is no matter of the policy's.
            guarded.FailedOpen = true;
            return null;
        }
        finally
        {
            guarded.InspectionTime += time.GetTimestamp() - before;
        }
    }

    private static Refusal Refuse(BodyOutcome outcome, LimitsOptions limits) => outcome switch
    {
        BodyOutcome.TooLong => GatewayRefusals.BodyTooLong(limits.MaxBodyBytes),
        BodyOutcome.NoRoom => GatewayRefusals.NoRoom,
        _ => GatewayRefusals.CorruptBody,
    };

    private static partial class Log
    {
        // The exception's message may quote what was inspected: its type says enough.
        [LoggerMessage(1, LogLevel.Error, "Inspecting a request on route {Route} failed with {Exception}")]
        public static partial void InspectionFailed(ILogger logger, string route, string exception);
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Sluice.Gateway.Exchanges;
using Sluice.Gateway.Judges;
using Sluice.Gateway.Listeners;
using Sluice.Inspection;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Streaming;
using Yarp.ReverseProxy.Transforms;

namespace Sluice.Gateway.Forwarding;

/// <summary>Puts a guarded content in the place of the provider's: JSON is read whole and judged, a stream is judged as it flows, all else is refused.</summary>
internal sealed partial class AnswerTransform(AnswerReader reader, InspectionEntry inspection, RemoteJudging remote, BufferBudget budget, TimeProvider time, ILogger<AnswerTransform> logger) : ResponseTransform
{
    public override ValueTask ApplyAsync(ResponseTransformContext context)
    {
        if (context.ProxyResponse is null || context.HttpContext.Features.Get<GuardedExchange>() is not { } guarded)
            return default;
        HttpResponse response = context.HttpContext.Response;
        guarded.Route.Key?.RemoveFrom(response.Headers);
        if (guarded.Route.Key is not null && response.StatusCode == StatusCodes.Status401Unauthorized)
            return new ValueTask(RefuseAsync(context, guarded, GatewayRefusals.ProviderRefusedKey)); // The caller has shown a valid credential, and such errors quote keys.
        if (!guarded.Inspected)
            return default;
        DecisionHeaders.Apply(response.Headers, guarded);
        bool bodiless = HttpMethods.IsHead(context.HttpContext.Request.Method)
            || response.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified
            || response.ContentLength == 0;
        return bodiless ? default : GuardAsync(context, guarded);
    }

    private ValueTask GuardAsync(ResponseTransformContext context, GuardedExchange guarded)
    {
        HttpResponse response = context.HttpContext.Response;
        string type = response.ContentType ?? "";
        ContentCoding coding = ContentCodings.Parse(response.Headers.ContentEncoding);
        guarded.Exchange.AnswerType = type;
        Refusal? refusal;
        if (response.StatusCode == StatusCodes.Status101SwitchingProtocols)
            refusal = GatewayRefusals.Upgrade;
        else if (StreamOf(response.StatusCode, type, guarded) is { } stream)
            refusal = coding == ContentCoding.Unreadable ? GatewayRefusals.AnswerEncoding : OpenStream(context, guarded, coding, stream);
        else
            return TakeAsync(context, guarded, coding, MediaType.Essence(type));
        return refusal is null ? default : new ValueTask(RefuseAsync(context, guarded, refusal));
    }

    private async ValueTask TakeAsync(ResponseTransformContext context, GuardedExchange guarded, ContentCoding coding, string mediaType)
    {
        if (await ReadAsync(context, guarded, coding, mediaType) is { } refusal)
            await RefuseAsync(context, guarded, refusal);
    }

    /// <summary>An answer that is no stream of events. What an endpoint declares of its answers holds for those alone, not for errors.</summary>
    private async ValueTask<Refusal?> ReadAsync(ResponseTransformContext context, GuardedExchange guarded, ContentCoding coding, string mediaType)
    {
        int status = context.HttpContext.Response.StatusCode;
        BodyForm form = MediaType.IsJson(mediaType) ? BodyForm.Json : status < 300 ? guarded.Exchange.Endpoint.AnswerForm(mediaType) : BodyForm.Unknown;
        if (form == BodyForm.Opaque)
            return null;
        if (form == BodyForm.Unknown)
            return guarded.Route.PassUnknown || await AnswerReader.IsEmptyAsync(context) ? null : GatewayRefusals.AnswerType(status);
        if (coding == ContentCoding.Unreadable)
            return GatewayRefusals.AnswerEncoding;
        return form == BodyForm.File ? OpenStream(context, guarded, coding, mediaType) : await JudgeAsync(context, guarded, coding);
    }

    /// <summary>The media type of a stream, or null where the answer is none. An endpoint may stream what says of itself that it is JSON.</summary>
    private static string? StreamOf(int status, string type, GuardedExchange guarded)
    {
        if (MediaTypes.Stream(type) is { } stream)
            return stream;
        return status == StatusCodes.Status200OK && MediaType.IsJson(type) && guarded.Exchange.Endpoint.IsStream(MediaTypes.Json) ? MediaTypes.Json : null;
    }

    private Refusal? OpenStream(ResponseTransformContext context, GuardedExchange guarded, ContentCoding coding, string mediaType)
    {
        StreamGuard? guard;
        try
        {
            if (guarded.Exchange.Endpoint.NamesAddresses)
                guarded.Exchange.Address ??= AddressOf(context, guarded);
            guard = inspection.OpenStream(guarded.Exchange, mediaType, guarded.Route.InspectionLimits);
        }
        catch (Exception e)
        {
            return FailOrOpen(guarded, e);
        }

        if (guard is null)
            return guarded.Route.PassUnknown ? null : GatewayRefusals.UnknownStream;
        guarded.Streamed = true;
        HttpResponseMessage upstream = context.ProxyResponse!;
        upstream.Content = new GuardedStreamContent(upstream.Content, coding, new StreamGuarding(guard, guarded, remote, budget, time, logger));
        AnswerHeaders.ForReplacement(context.HttpContext.Response.Headers, length: null);
        return null;
    }

    /// <summary>Answers name addresses for what comes next; they hold upstream, and the caller knows the gate's.</summary>
    private static AnswerAddress? AddressOf(ResponseTransformContext context, GuardedExchange guarded)
    {
        if (context.ProxyResponse!.RequestMessage?.RequestUri is not { } upstream)
            return null;
        ReadOnlySpan<char> asked = guarded.Route.DialectPath(context.HttpContext.Request.Path);
        string path = upstream.AbsolutePath;
        string below = path.AsSpan().EndsWith(asked, StringComparison.Ordinal) ? path[..^asked.Length] : "";
        return new AnswerAddress(upstream, below, guarded.Route.Prefix.Value ?? "");
    }

    private async ValueTask<Refusal?> JudgeAsync(ResponseTransformContext context, GuardedExchange guarded, ContentCoding coding)
    {
        (BudgetedBytes? sent, Refusal? refusal) = await reader.ReadAsync(context.ProxyResponse!.Content, guarded.Route.Options.Limits, context.CancellationToken);
        if (sent is null)
            return refusal;
        await InlineSockets.LeaveFor(sent.Length);
        BudgetedBytes? answer = sent;
        try
        {
            refusal = sent.Length == 0 ? null : Judge(context.HttpContext.Response.Headers, guarded, coding, ref answer);
            for (int pass = 1; refusal is null && RemoteJudging.IsAwaitedBy(guarded); pass++)
            {
                refusal = pass < RemoteJudging.MostPasses ? await remote.AskAsync(guarded, context.CancellationToken) : GatewayRefusals.InspectionFailed;
                refusal ??= Judge(context.HttpContext.Response.Headers, guarded, coding, ref answer);
            }

            if (refusal is not null)
                return refusal;
            remote.AskBeside(guarded);
            context.ProxyResponse.Content = new BufferedAnswerContent(answer);
            answer = null;
            return null;
        }
        finally
        {
            answer?.Dispose();
        }
    }

    private Refusal? Judge(IHeaderDictionary headers, GuardedExchange guarded, ContentCoding coding, ref BudgetedBytes answer)
    {
        if (coding == ContentCoding.Identity)
            return Inspect(headers, guarded, ref answer, answer.Span);
        BudgetedBytes? plain = reader.Decode(coding, answer, guarded.Route.Options.Limits, out Refusal? refusal);
        using (plain)
            return plain is null ? refusal : Inspect(headers, guarded, ref answer, plain.Span);
    }

    private Refusal? Inspect(IHeaderDictionary headers, GuardedExchange guarded, ref BudgetedBytes answer, ReadOnlySpan<byte> body)
    {
        long before = time.GetTimestamp();
        try
        {
            BodyVerdict verdict = inspection.Response(guarded.Exchange, body, guarded.Route.InspectionLimits);
            if (verdict.Awaits)
                return null;
            if (verdict.Replacement is { } replacement)
            {
                answer.Dispose();
                answer = reader.Adopt(replacement);
                AnswerHeaders.ForReplacement(headers, answer.Length);
            }

            DecisionHeaders.Apply(headers, guarded);
            return verdict.Refusal;
        }
        catch (Exception e)
        {
            return FailOrOpen(guarded, e);
        }
        finally
        {
            guarded.InspectionTime += time.GetTimestamp() - before;
        }
    }

    private Refusal? FailOrOpen(GuardedExchange guarded, Exception e)
    {
        Log.InspectionFailed(logger, guarded.Route.RouteId, e.GetType().Name);
        if (guarded.Exchange.Policy.OnFailure == FailureMode.Block)
            return GatewayRefusals.InspectionFailed;
        guarded.FailedOpen = true;
        return null;
    }

    /// <summary>An error of the provider's keeps what tells the caller when to come back, even where its body is not passed on.</summary>
    private static async Task RefuseAsync(ResponseTransformContext context, GuardedExchange guarded, Refusal refusal)
    {
        HttpResponse response = context.HttpContext.Response;
        var retryAfter = response.Headers.RetryAfter;
        context.SuppressResponseBody = true;
        await RefusalWriter.WriteAsync(context.HttpContext, guarded, refusal, retryAfter);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Inspecting an answer on route {Route} failed with {Exception}")]
        public static partial void InspectionFailed(ILogger logger, string route, string exception);
    }
}

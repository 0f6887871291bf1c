using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Sluice.Gateway.Exchanges;
using Sluice.Gateway.Forwarding;
using Sluice.Gateway.Judges;
using Sluice.Inspection;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;

namespace Sluice.Gateway.Duplex;

/// <summary>Passes on why a destination opened no WebSocket: its status, and its body where that is JSON, judged like any answer.</summary>
internal sealed partial class RefusedUpgrade(AnswerReader reader, InspectionEntry inspection, RemoteJudging remote, ILogger logger)
{
    private static readonly string[] Kept = ["Retry-After", "WWW-Authenticate", "x-request-id"];

    public async Task<Refusal?> PassOnAsync(HttpContext context, GuardedExchange guarded, HttpResponseMessage answer, CancellationToken cancellation)
    {
        int status = (int)answer.StatusCode;
        if (guarded.Route.Key is not null && answer.StatusCode == HttpStatusCode.Unauthorized)
            return GatewayRefusals.ProviderRefusedKey;
        HttpContentHeaders headers = answer.Content.Headers;
        Copy(answer, context.Response.Headers);
        guarded.Route.Key?.RemoveFrom(context.Response.Headers);
        bool readable = status >= 400 && MediaType.IsJson(headers.ContentType?.ToString() ?? "") && headers.ContentEncoding.Count == 0;
        if (!readable)
            return GatewayRefusals.NoWebSocket(status);
        (BudgetedBytes? body, Refusal? refusal) = await reader.ReadAsync(answer.Content, guarded.Route.Options.Limits, cancellation);
        if (body is null)
            return refusal;
        using (body)
        {
            BodyVerdict verdict = Judge(guarded, body.Span);
            for (int pass = 1; verdict.Awaits; pass++)
            {
                refusal = pass < RemoteJudging.MostPasses ? await remote.AskAsync(guarded, cancellation) : GatewayRefusals.InspectionFailed;
                verdict = refusal is null ? Judge(guarded, body.Span) : new BodyVerdict(refusal, null);
            }

            if (verdict.Refusal is not null)
                return verdict.Refusal;
            using PooledBuffer<byte>? replacement = verdict.Replacement;
            guarded.Error = "upstream_refused_websocket";
            context.Response.StatusCode = status;
            context.Response.ContentType = MediaTypes.Json;
            await context.Response.Body.WriteAsync(replacement?.Memory ?? body.Memory, cancellation);
            return null;
        }
    }

    private BodyVerdict Judge(GuardedExchange guarded, ReadOnlySpan<byte> body)
    {
        try
        {
            return inspection.Response(guarded.Exchange, body, guarded.Route.InspectionLimits);
        }
        catch (Exception e)
        {
            Log.InspectionFailed(logger, guarded.Route.RouteId, e.GetType().Name);
            if (guarded.Exchange.Policy.OnFailure == FailureMode.Block)
                return new BodyVerdict(GatewayRefusals.InspectionFailed, null);
            guarded.FailedOpen = true;
            return default;
        }
    }

    private static void Copy(HttpResponseMessage answer, IHeaderDictionary headers)
    {
        foreach (string name in Kept)
        {
            if (answer.Headers.TryGetValues(name, out IEnumerable<string>? values))
                headers[name] = values.ToArray();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Inspecting an answer on route {Route} failed with {Exception}")]
        public static partial void InspectionFailed(ILogger logger, string route, string exception);
    }
}

using System.Net.Http.Headers;
using Sluice.Gateway.Configuration;
using Sluice.Gateway.Exchanges;
using Sluice.Inspection;
using Sluice.Inspection.Dialects;
using Yarp.ReverseProxy.Transforms;

namespace Sluice.Gateway.Forwarding;

/// <summary>Reads whole answers into budgeted memory, and says why where it cannot.</summary>
internal sealed class AnswerReader(BufferBudget budget)
{
    /// <summary>The answer as sent, or a refusal. The provider's connection is free again when this returns.</summary>
    public async ValueTask<(BudgetedBytes? Sent, Refusal? Refusal)> ReadAsync(HttpContent content, LimitsOptions limits, CancellationToken cancellation)
    {
        long? announced = Announced(content.Headers);
        if (announced > limits.MaxResponseBytes)
            return (null, GatewayRefusals.AnswerTooLong(limits.MaxResponseBytes));
        BudgetedBytes? sent = BudgetedBytes.Create(budget, limits.MaxBufferedBytes, BodyReading.FirstCapacity(announced));
        try
        {
            await using Stream source = await content.ReadAsStreamAsync(cancellation);

            // Read to the end even of an announced length: a connection is reused only after its end was seen.
            BodyOutcome outcome = await BodyReading.ReadAsync(source, sent, announced: null, limits.MaxResponseBytes, cancellation);
            if (outcome != BodyOutcome.Complete)
                return (null, Refuse(outcome, limits));
            BudgetedBytes read = sent;
            sent = null;
            return (read, null);
        }
        catch (Exception e) when (e is IOException or HttpRequestException && !cancellation.IsCancellationRequested)
        {
            return (null, GatewayRefusals.AnswerCut);
        }
        finally
        {
            sent?.Dispose();
        }
    }

    public BudgetedBytes? Decode(ContentCoding coding, BudgetedBytes sent, LimitsOptions limits, out Refusal? refusal)
    {
        BudgetedBytes plain = BudgetedBytes.Create(budget, limits.MaxBufferedBytes, sent.Length);
        BodyOutcome outcome = BodyReading.Decode(coding, sent.Memory, plain, limits.MaxResponseBytes);
        refusal = outcome == BodyOutcome.Complete ? null : Refuse(outcome, limits);
        if (refusal is null)
            return plain;
        plain.Dispose();
        return null;
    }

    public BudgetedBytes Adopt(PooledBuffer<byte> replacement) => BudgetedBytes.Adopt(budget, replacement);

    /// <summary>Whether an answer of a type that nobody reads has no body at all. If it has, what was read of it is lost: it is refused anyway.</summary>
    public static async ValueTask<bool> IsEmptyAsync(ResponseTransformContext context)
    {
        Stream source = await context.ProxyResponse!.Content.ReadAsStreamAsync(context.CancellationToken);
        byte[] first = new byte[1];
        return await source.ReadAsync(first, context.CancellationToken) == 0;
    }

    private static long? Announced(HttpContentHeaders headers) => headers.ContentLength;

    private static Refusal Refuse(BodyOutcome outcome, LimitsOptions limits) => outcome switch
    {
        BodyOutcome.TooLong => GatewayRefusals.AnswerTooLong(limits.MaxResponseBytes),
        BodyOutcome.NoRoom => GatewayRefusals.NoRoom,
        _ => GatewayRefusals.AnswerEncoding,
    };
}

using Sluice.Gateway.Exchanges;
using Sluice.Gateway.Identity;
using Yarp.ReverseProxy.Transforms;

namespace Sluice.Gateway.Forwarding;

/// <summary>
/// Prepares a guarded request for the provider: other providers' credentials stay here, only encodings that can be read are asked for, and the sender learns where the
/// body is.
/// </summary>
internal sealed class RequestHeaderTransform : RequestTransform
{
    /// <summary>Leads from the outgoing request to its exchange.</summary>
    public static readonly HttpRequestOptionsKey<RequestBody> BodyKey = new("Sluice.Body");

    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        if (context.HttpContext.Features.Get<GuardedExchange>() is not { } guarded)
            return default;
        foreach (string header in guarded.Route.ForeignHeaders)
            context.ProxyRequest.Headers.Remove(header);
        if (guarded.Route.Options.Identity.RequiresKeys)
            OwnCredential.PutInPlace(context, guarded.Route.Key);
        if (!guarded.Inspected)
            return default;
        if (AcceptEncodingNarrower.Narrow(context.HttpContext.Request.Headers.AcceptEncoding) is { } narrowed)
        {
            context.ProxyRequest.Headers.Remove("Accept-Encoding");
            context.ProxyRequest.Headers.TryAddWithoutValidation("Accept-Encoding", narrowed);
        }

        if (guarded.Body is not null)
            context.ProxyRequest.Options.Set(BodyKey, guarded.Body);
        return default;
    }
}

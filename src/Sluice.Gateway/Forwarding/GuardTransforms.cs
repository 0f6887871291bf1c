using Sluice.Gateway.Configuration;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Sluice.Gateway.Forwarding;

/// <summary>What YARP does to every route, and to guarded ones. An unguarded route gets no transform of ours: its traffic passes as it is.</summary>
internal sealed class GuardTransforms(AnswerTransform answer) : ITransformProvider
{
    private readonly RequestHeaderTransform _request = new();

    public void ValidateRoute(TransformRouteValidationContext context)
    {
        // Routes are validated by the loader, with everything else.
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
        // As above.
    }

    public void Apply(TransformBuilderContext context)
    {
        // A provider need not learn who calls: YARP would add X-Forwarded-For, -Host, -Proto and -Prefix.
        context.UseDefaultForwarders = false;
        if (context.Route.Metadata is not RouteMetadata)
            return;
        context.RequestTransforms.Add(_request);
        context.ResponseTransforms.Add(answer);
    }
}

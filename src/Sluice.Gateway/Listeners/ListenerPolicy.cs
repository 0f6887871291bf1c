using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace Sluice.Gateway.Listeners;

/// <summary>Keeps each listener's endpoints to it: a provider's route may spell the same path as one of the management API.</summary>
internal sealed class ListenerPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    /// <summary>Before the policies that choose among what is left.</summary>
    public override int Order => int.MinValue;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(e => e.Metadata.GetMetadata<ListenerMark>() == ListenerMark.Admin);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        bool admin = AdminListener.Received(httpContext);
        for (int i = 0; i < candidates.Count; i++)
        {
            ListenerMark? mark = candidates[i].Endpoint.Metadata.GetMetadata<ListenerMark>();
            if (mark != ListenerMark.Both && admin != (mark == ListenerMark.Admin))
                candidates.SetValidity(i, false);
        }

        return Task.CompletedTask;
    }
}

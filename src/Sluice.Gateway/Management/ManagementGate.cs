using System.Net;
using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Configuration;
using Sluice.Gateway.Identity;
using Sluice.Gateway.Listeners;
using Sluice.Governance.Identity;

namespace Sluice.Gateway.Management;

/// <summary>
/// Lets callers in to the admin listener: nobody without a valid credential, and to an endpoint nobody who lacks what its line of the table says. Nothing of a request is read before.
/// Whoever is refused is recorded.
/// </summary>
internal sealed class ManagementGate(CallerAuthentication authentication, ConfigurationReloader configuration, AccessAudit audit)
{
    private static readonly ManagementAnswer Unauthorized = ManagementAnswer.Error(StatusCodes.Status401Unauthorized, "A valid credential is required");
    private static readonly ManagementAnswer Forbidden = ManagementAnswer.Error(StatusCodes.Status403Forbidden, "Access denied");

    public Task LetInAsync(HttpContext context, RequestDelegate next) =>
        AdminListener.Received(context) && context.GetEndpoint()?.Metadata.GetMetadata<ListenerMark>() != ListenerMark.Both ? AskAsync(context, next) : next(context);

    private async Task AskAsync(HttpContext context, RequestDelegate next)
    {
        Endpoint? endpoint = context.GetEndpoint();
        IPAddress? address = ClientAddress.Of(context, configuration.Current.Options.TrustedProxies);
        Caller? caller = await authentication.FindAsync(context, inQuery: false);
        if (caller is null || !caller.MayCallFrom(address))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await RefuseAsync(context, caller, address, endpoint, Unauthorized, caller is null ? "no_credential" : "address_not_allowed");
            return;
        }

        if (endpoint?.Metadata.GetMetadata<ManagementEndpoint>() is not { } called)
        {
            await ManagementRoutes.WriteAsync(context, ManagementAnswer.NotFound);
            return;
        }

        if (called.Needs is { } needed && !caller.Permissions.Has(needed))
        {
            await RefuseAsync(context, caller, address, endpoint, Forbidden, "lacks " + needed);
            return;
        }

        if (called.TenantWide && caller.Project is not null)
        {
            await RefuseAsync(context, caller, address, endpoint, Forbidden, "bound_to_a_project");
            return;
        }

        context.Features.Set(new AdminCaller(caller, address?.ToString()));
        await next(context);
    }

    private Task RefuseAsync(HttpContext context, Caller? caller, IPAddress? address, Endpoint? endpoint, ManagementAnswer answer, string reason)
    {
        Caller refused = caller ?? Caller.Anonymous;
        audit.Denied(Actor.Of(refused, address?.ToString()), refused.Tenant, endpoint?.Metadata.GetMetadata<ManagementEndpoint>()?.Id, answer.Status, reason);
        return ManagementRoutes.WriteAsync(context, answer);
    }
}

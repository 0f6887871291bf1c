using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Configuration;
using Sluice.Gateway.Exchanges;
using Sluice.Governance.Identity;
using Sluice.Inspection.Dialects;

namespace Sluice.Gateway.Identity;

/// <summary>
/// What a caller may do at the proxy listener. Its permission, the endpoint and a model in the path or the query are judged before the body is read, models and parameters in the body
/// while it is read.
/// </summary>
internal static class CallerAuthorization
{
    /// <summary>Whatever only reads; everything else makes or changes something.</summary>
    private static readonly Permission Reading = new(PermissionCategory.Interactions, PermissionVerb.Read);

    private static readonly Permission Writing = new(PermissionCategory.Interactions, PermissionVerb.Write);

    /// <summary>Judges what is known before the body; sets what is asked while the body is read.</summary>
    public static Refusal? Judge(HttpContext context, GuardedExchange guarded)
    {
        IdentityOptions identity = guarded.Route.Options.Identity;
        if (!identity.RequiresKeys)
            return identity.AllowParameters is null ? null : Watch(context, guarded, AccessScope.Everything);
        Caller caller = guarded.Caller;
        Inspection.Dialects.Endpoint endpoint = guarded.Exchange.Endpoint;
        bool reads = (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)) && !endpoint.IsDuplex;
        Permission needed = reads ? Reading : Writing;
        if (!caller.Permissions.Has(needed))
            return GatewayRefusals.NotPermitted(needed.ToString());
        if (!caller.Scope.AllowsEndpoint(endpoint.Name))
            return GatewayRefusals.EndpointNotAllowed(endpoint.Name);
        if (endpoint.IssuesCredential)
            return GatewayRefusals.IssuesCredential;
        if (endpoint.IsUnknown && caller.Scope.Models.Count > 0)
            return GatewayRefusals.ModelNotNamed;
        return Watch(context, guarded, caller.Scope);
    }

    /// <summary>Refuses a caller of certain models whose request has a body and names none; and a session that names none, as its messages do not say.</summary>
    public static Refusal? JudgeRest(GuardedExchange guarded)
    {
        bool named = guarded.Exchange.ModelNamed || !guarded.Exchange.Endpoint.NamesModel || (guarded.Body is null && !guarded.Duplex);
        return !named && guarded.Route.Options.Identity.RequiresKeys && guarded.Caller.Scope.Models.Count > 0 ? GatewayRefusals.ModelNotNamed : null;
    }

    private static Refusal? Watch(HttpContext context, GuardedExchange guarded, AccessScope scope)
    {
        GuardedRoute route = guarded.Route;
        IReadOnlyList<string> everybody = route.Options.Identity.AllowParameters ?? [];
        Func<RequestedUse, Refusal?> mayUse = use => MayUse(use, scope, everybody, route.Aliases);
        guarded.Exchange.MayUse = mayUse;
        foreach (string? model in context.Request.Query["model"].Append(guarded.Exchange.Model))
        {
            if (string.IsNullOrEmpty(model))
                continue;
            guarded.Exchange.ModelNamed = true;
            if (mayUse(new RequestedUse(Model: model)) is { } refusal)
                return refusal;
        }

        bool includes = context.Request.QueryString.Value?.Contains("include", StringComparison.OrdinalIgnoreCase) == true;
        return includes && NamesLogprobs(context.Request.Query) ? mayUse(new RequestedUse(Parameter: "logprobs")) : null;
    }

    /// <summary>A stored response may be asked for with the probabilities of its tokens.</summary>
    private static bool NamesLogprobs(IQueryCollection query) =>
        query.Any(q => q.Key.StartsWith("include", StringComparison.OrdinalIgnoreCase) && q.Value.Any(v => v?.Contains("logprobs", StringComparison.OrdinalIgnoreCase) == true));

    private static Refusal? MayUse(RequestedUse use, AccessScope scope, IReadOnlyList<string> everybody, ModelAliases aliases)
    {
        if (use.Model is { } model)
            return scope.Models.Count == 0 || scope.AllowsModel(aliases.Resolve(model)) ? null : GatewayRefusals.ModelNotAllowed;
        return use.Parameter is not { } parameter || scope.AllowsParameter(parameter) || NamePattern.MatchesAny(everybody, parameter) ? null : GatewayRefusals.ParameterNotAllowed(parameter);
    }
}

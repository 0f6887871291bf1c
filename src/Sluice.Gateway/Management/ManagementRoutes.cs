using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Gateway.Listeners;
using Sluice.Governance.Identity;
using Sluice.Governance.Store;

namespace Sluice.Gateway.Management;

/// <summary>Maps the table onto routes of the admin listener, and runs what is called. Whoever gets here was let in by <see cref="ManagementGate"/>.</summary>
internal static class ManagementRoutes
{
    public static void MapManagement(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("").WithMetadata(ListenerMark.Admin);
        foreach (ManagementEndpoint endpoint in routes.ServiceProvider.GetRequiredService<ManagementTable>().Endpoints)
        {
            foreach (string path in endpoint.Paths)
                group.MapMethods(path, [endpoint.Method], context => RunAsync(context, endpoint)).WithMetadata(endpoint);
        }
    }

    public static Task WriteAsync(HttpContext context, ManagementAnswer answer)
    {
        HttpResponse response = context.Response;
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(answer.Body);
        response.StatusCode = answer.Status;
        response.ContentType = "application/json";
        response.ContentLength = bytes.Length;
        response.Headers.CacheControl = "no-store"; // An answer may hold a secret that is shown once.
        if (answer.Status == StatusCodes.Status403Forbidden)
            response.Headers["x-opa-decision"] = "false"; // AIRS's clients then do not try again with a fresh token.
        if (answer.Status == StatusCodes.Status503ServiceUnavailable)
            response.Headers.RetryAfter = "1";
        if (answer.Status == StatusCodes.Status413PayloadTooLarge && HttpProtocol.IsHttp11(context.Request.Protocol))
            response.Headers.Connection = "close"; // What the caller is still sending is not read.
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    /// <summary>
    /// A token of a key's ends soon, and so does the secret before the last; what the actor may grant lasts as long as the key itself.
    /// </summary>
    private static async ValueTask<Actor> ActorAsync(HttpContext context, AdminCaller admin)
    {
        Actor actor = Actor.Of(admin.Caller, admin.Source);
        if (actor is not { KeyId: { } id, ExpiresAt: not null } || HttpMethods.IsGet(context.Request.Method))
            return actor;
        ActResult<KeyRecord> key = await context.RequestServices.GetRequiredService<KeyService>().GetAsync(admin.Caller.Tenant, id, context.RequestAborted);
        return key.IsDone ? actor with { ExpiresAt = key.Value!.Settings.ExpiresAt } : actor;
    }

    private static async Task RunAsync(HttpContext context, ManagementEndpoint endpoint)
    {
        AdminCaller admin = context.Features.Get<AdminCaller>() ?? throw new InvalidOperationException("Nobody was let in.");
        (JsonElement body, ManagementAnswer? refusal) = await ManagementBody.ReadAsync(context, endpoint);
        await WriteAsync(context, refusal ?? await endpoint.Handle(new ManagementCall(context, endpoint, admin.Caller, await ActorAsync(context, admin), body)));
    }
}

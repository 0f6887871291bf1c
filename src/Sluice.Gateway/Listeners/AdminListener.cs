using Microsoft.AspNetCore.Http;

namespace Sluice.Gateway.Listeners;

/// <summary>Marks connections of the admin listener, which answers nobody without a credential; only its health answers everyone.</summary>
internal sealed class AdminListener
{
    public const string EndpointName = "Admin";

    public static AdminListener Mark { get; } = new();

    private static readonly byte[] Unauthorized = """{"error":{"message":"A credential is required.","type":"authentication_error","code":"unauthorized"}}"""u8.ToArray();

    public static bool Received(HttpContext context) => context.Features.Get<AdminListener>() is not null;

    public static Task GuardAsync(HttpContext context, RequestDelegate next) =>
        !Received(context) || Health.IsHealthPath(context.Request.Path) ? next(context) : RefuseAsync(context.Response);

    private static Task RefuseAsync(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status401Unauthorized;
        response.Headers.WWWAuthenticate = "Bearer";
        response.ContentType = "application/json";
        response.ContentLength = Unauthorized.Length;
        return response.Body.WriteAsync(Unauthorized).AsTask();
    }
}

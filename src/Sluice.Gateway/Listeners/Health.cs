using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Sluice.Gateway.Configuration;

namespace Sluice.Gateway.Listeners;

/// <summary><c>/healthz/live</c>: the process answers. <c>/healthz/ready</c>: it takes traffic. Detail is for the admin listener alone.</summary>
internal sealed class Health(ConfigurationReloader configuration, IHostApplicationLifetime lifetime)
{
    public const string Live = "/healthz/live";
    public const string Ready = "/healthz/ready";

    public static bool IsHealthPath(PathString path) => path.Equals(Live, StringComparison.OrdinalIgnoreCase) || path.Equals(Ready, StringComparison.OrdinalIgnoreCase);

    public Task LiveAsync(HttpContext context) => AnswerAsync(context, "live", StatusCodes.Status200OK);

    public Task ReadyAsync(HttpContext context) => lifetime.ApplicationStopping.IsCancellationRequested
        ? AnswerAsync(context, "stopping", StatusCodes.Status503ServiceUnavailable)
        : AnswerAsync(context, "ready", StatusCodes.Status200OK);

    private Task AnswerAsync(HttpContext context, string state, int status)
    {
        context.Response.StatusCode = status;
        if (!AdminListener.Received(context))
        {
            context.Response.ContentType = "text/plain";
            return context.Response.WriteAsync(state, context.RequestAborted);
        }

        GatewaySnapshot current = configuration.Current;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(
            $$"""{"status":"{{state}}","configuration":{{current.Revision}},"routes":{{current.Routes.Count}},"guarded":{{current.Guards.Count}},"policies":{{current.Policies.Count}}}""",
            context.RequestAborted);
    }
}

using Microsoft.AspNetCore.Http;

namespace Sluice.Gateway.Listeners;

/// <summary>Marks connections of the admin listener.</summary>
internal sealed class AdminListener
{
    public const string EndpointName = "Admin";

    public static AdminListener Mark { get; } = new();

    public static bool Received(HttpContext context) => context.Features.Get<AdminListener>() is not null;
}

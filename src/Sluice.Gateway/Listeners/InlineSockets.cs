using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Hosting;

namespace Sluice.Gateway.Listeners;

/// <summary>
/// Lets what waited for a socket go on upon the thread that learns of it, instead of upon a thread of the pool: one hop between threads less for each read and write,
/// of which a short exchange and each event of a stream have several. That thread serves other sockets, too, so work that takes long must leave it first
/// (<see cref="LeaveFor"/>), and nothing may ever block it.
/// </summary>
internal static class InlineSockets
{
    /// <summary>Inspecting so many bytes takes some tenths of a millisecond: about what the hop costs and others may wait.</summary>
    private const int LongWorkBytes = 32 << 10;

    /// <summary>Read by the runtime when the process opens its first socket; it has no setting in code or in <c>runtimeconfig.json</c>.</summary>
    private const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>To be called before the process opens a socket. Who sets the variable decides.</summary>
    public static void Use(IWebHostBuilder host)
    {
        if (Environment.GetEnvironmentVariable(Variable) is null)
            Environment.SetEnvironmentVariable(Variable, "1");
        host.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
    }

    /// <summary>Before inspecting <paramref name="bytes"/> bytes: goes over to a thread of the pool where that takes long.</summary>
    public static ConfiguredTaskAwaitable LeaveFor(int bytes) =>
        Task.CompletedTask.ConfigureAwait(bytes > LongWorkBytes ? ConfigureAwaitOptions.ForceYielding : ConfigureAwaitOptions.None);
}

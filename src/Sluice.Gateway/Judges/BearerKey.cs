using System.Net.Http.Headers;

namespace Sluice.Gateway.Judges;

/// <summary>Presents a judge's key as most take it.</summary>
internal static class BearerKey
{
    public static void Present(JudgeSettings settings, HttpRequestMessage request)
    {
        if (settings.Key is { } key)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Value);
    }
}

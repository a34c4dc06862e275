using System.Net;
using Kotwal.City.Outbound;

namespace Kotwal.Health;

/// <summary>Where a heartbeat may go: to a host of the internet over TLS, unless the operator says that it is within.</summary>
internal static class HeartbeatAddress
{
    /// <summary>Reads an address; null when it is none that may be called. Where its name leads is looked at when it is called.</summary>
    /// <param name="text">The address.</param>
    /// <param name="allowsInside">Whether plain http and addresses of this network may be.</param>
    public static Uri? Read(string text, bool allowsInside) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.UserInfo.Length == 0 && url.Host.Length > 0
        && (url.Scheme == Uri.UriSchemeHttps || (allowsInside && url.Scheme == Uri.UriSchemeHttp))
        && (allowsInside || !IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out var literal) || OutboundAddress.IsPublic(literal))
            ? url
            : null;
}

using Microsoft.AspNetCore.Http;

namespace Kotwal.City.Audit;

/// <summary>From where the deed of this moment is asked for.</summary>
public sealed class AuditAddress(IHttpContextAccessor requests)
{
    /// <summary>The other end of the request or of the page's connection; null outside of one.</summary>
    internal string? Find()
    {
        try
        {
            var address = requests.HttpContext?.Connection.RemoteIpAddress;
            return (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString();
        }
        catch (ObjectDisposedException)
        {
            // A page's connection that has just ended.
            return null;
        }
    }
}

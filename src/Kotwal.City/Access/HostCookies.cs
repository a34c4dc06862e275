using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace Kotwal.City.Access;

/// <summary>
/// Puts <c>__Host-</c> before a cookie's name where the connection is encrypted: browsers then take it from this host alone, never
/// from a sister domain or a plain connection (RFC 6265bis, section 4.1.3.2).
/// </summary>
internal sealed class HostCookies : ICookieManager
{
    internal const string Prefix = "__Host-";

    private readonly ChunkingCookieManager inner = new();

    /// <inheritdoc/>
    public string? GetRequestCookie(HttpContext context, string key) => inner.GetRequestCookie(context, Name(context, key));

    /// <inheritdoc/>
    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        inner.AppendResponseCookie(context, Name(context, key), value, options);

    /// <inheritdoc/>
    public void DeleteCookie(HttpContext context, string key, CookieOptions options) => inner.DeleteCookie(context, Name(context, key), options);

    private static string Name(HttpContext context, string key) => context.Request.IsHttps ? Prefix + key : key;
}

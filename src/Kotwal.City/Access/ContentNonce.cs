using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Kotwal.City.Access;

/// <summary>The number used once that lets this answer's own inline import map through the content security policy.</summary>
/// <param name="Value">128 random bits in hexadecimal, which HTML never escapes.</param>
public sealed record ContentNonce(string Value)
{
    /// <summary>The nonce of this request.</summary>
    /// <exception cref="InvalidOperationException">The request did not pass through <c>UseCity</c>.</exception>
    public static string Of(HttpContext context) =>
        context.Features.Get<ContentNonce>()?.Value ?? throw new InvalidOperationException("UseCity must run before pages.");

    internal static ContentNonce Create() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Kotwal.City.Access;

/// <summary>How a token may be written in <c>Authorization</c>, besides <c>Bearer</c>.</summary>
[Flags]
public enum TokenForms
{
    /// <summary>As bearer token alone.</summary>
    None = 0,

    /// <summary>As the password of any user (RFC 7617).</summary>
    Basic = 1,

    /// <summary>As an API key of Elasticsearch: the base64 of an id, a colon and the token.</summary>
    ApiKey = 2,
}

/// <summary>Why a request is not let in.</summary>
public enum TokenRefusal
{
    /// <summary>It carries no token.</summary>
    Missing,

    /// <summary>It carries something in a form that is not taken here.</summary>
    Unreadable,

    /// <summary>The token is unknown, expired or taken back.</summary>
    Unknown,

    /// <summary>The token is good, but not for this.</summary>
    NotAllowed,
}

/// <summary>
/// Metadata of an endpoint for programs that speak the protocol of another product: they are known by a token alone, never by a
/// cookie, and refused in that product's words.
/// </summary>
/// <param name="Forms">How the token may be written.</param>
/// <param name="RefuseAsync">Writes the whole answer of a refusal.</param>
public sealed record TokenDoor(TokenForms Forms, Func<HttpContext, TokenRefusal, Task> RefuseAsync)
{
    internal static TokenDoor? Of(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<TokenDoor>();
}

/// <summary>Makes doors for tokens.</summary>
public static class TokenDoorRegistration
{
    /// <summary>Lets programs in by a token that is written as another product's.</summary>
    public static TBuilder TakeTokens<TBuilder>(this TBuilder endpoints, TokenForms forms, Func<HttpContext, TokenRefusal, Task> refuseAsync)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new TokenDoor(forms, refuseAsync));
}

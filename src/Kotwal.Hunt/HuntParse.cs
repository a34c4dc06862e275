using System.Diagnostics.CodeAnalysis;

namespace Kotwal.Hunt;

/// <summary>What reading a text gave: a hunt, or the reason why it is none. Exactly one of both is there.</summary>
/// <param name="Query">The hunt.</param>
/// <param name="Error">Why the text could not be read.</param>
public sealed record HuntParse(HuntQuery? Query, HuntError? Error)
{
    /// <summary>True when the text is a hunt.</summary>
    [MemberNotNullWhen(true, nameof(Query))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsRead => Query is not null;
}

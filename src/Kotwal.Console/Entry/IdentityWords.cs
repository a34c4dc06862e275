using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace Kotwal.Console.Entry;

/// <summary>Why Identity refused a name or a password, in the person's language.</summary>
internal static class IdentityWords
{
    internal static string Of(IStringLocalizer text, IdentityError error) =>
        text["entry.error." + error.Code] is { ResourceNotFound: false } known ? known : error.Description;
}

namespace Kotwal.City.SingleSignOn;

/// <summary>The city's sign-on provider (OpenID Connect). Off as long as it has no authority. Read once, when the program starts.</summary>
public sealed class OidcOptions
{
    /// <summary>Address of the provider, with https unless it is this machine: <c>https://id.city.example/realms/city</c>.</summary>
    public Uri? Authority { get; set; }

    /// <summary>Under which name the provider knows Kotwal.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>What Kotwal proves itself to the provider with; null for a public client, which has PKCE alone.</summary>
    public Secret? ClientSecret { get; set; }

    /// <summary>What is asked for besides <c>openid</c>. Default <c>profile</c>.</summary>
    public IList<string> Scopes { get; } = [];

    /// <summary>Claim that names the person's groups or roles at the provider. Default <c>roles</c>.</summary>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>Claim that a new account's name is taken from. Default <c>preferred_username</c>.</summary>
    public string NameClaim { get; set; } = "preferred_username";

    /// <summary>Which role here each value of the role claim gives: <c>soc-analysts</c> → <c>analyst</c>. Who gets none does not get in.</summary>
    public IDictionary<string, string> Roles { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What the button on the sign-in page calls the provider; null for words of ours.</summary>
    public string? DisplayName { get; set; }

    /// <summary>Whether there is a provider.</summary>
    public bool IsOn => Authority is not null;
}

using Microsoft.Extensions.Options;

namespace Kotwal.Lake.ClickHouse;

/// <summary>Checks the settings of ClickHouse; names of the database and the cluster stand in statements as they are.</summary>
internal sealed class ClickHouseOptionsCheck : IValidateOptions<ClickHouseOptions>
{
    public ValidateOptionsResult Validate(string? name, ClickHouseOptions options)
    {
        var wrong = Wrong(options).ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    internal static IEnumerable<string> Wrong(ClickHouseOptions options)
    {
        if (!Uri.TryCreate(options.Address, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")
            || address.UserInfo.Length > 0 || address.PathAndQuery != "/")
        {
            yield return "ClickHouse:Address must be the server's HTTP interface alone, such as https://clickhouse.city.example:8443/.";
        }
        else if (address is { Scheme: "http", IsLoopback: false } && !options.AllowInsecureHttp)
        {
            yield return "ClickHouse:Address with http:// beyond this machine sends events and the password in the clear. Use https://, or say ClickHouse:AllowInsecureHttp.";
        }

        if (!IsName(options.Database))
        {
            yield return "ClickHouse:Database must be a name: a letter, then letters, digits and _.";
        }

        if (options.Cluster.Length > 0 && !IsName(options.Cluster))
        {
            yield return "ClickHouse:Cluster must be a name: a letter, then letters, digits and _.";
        }

        if (options.MemoryMegabytes is < 64 or > 1_048_576)
        {
            yield return "ClickHouse:MemoryMegabytes is 64 to 1,048,576.";
        }

        if (options.MaxResultMegabytes is < 1 or > 65_536)
        {
            yield return "ClickHouse:MaxResultMegabytes is 1 to 65,536.";
        }

        if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > TimeSpan.FromHours(1))
        {
            yield return "ClickHouse:Timeout is 00:00:01 to 01:00:00.";
        }
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 64 && char.IsAsciiLetter(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}

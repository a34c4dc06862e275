using Kotwal.Lake.Encryption;
using Microsoft.Extensions.Options;

namespace Kotwal.Lake.Cold;

/// <summary>Refuses settings of a cold store that cannot be, before anything is moved by them.</summary>
internal sealed class ColdOptionsCheck : IValidateOptions<LakeOptions>
{
    private const int MaxDays = 36_500;
    private const int MaxCacheMegabytes = 16 << 20;

    public ValidateOptionsResult Validate(string? name, LakeOptions options)
    {
        List<string> failures = [.. Check(options)];
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Check(LakeOptions options)
    {
        var cold = options.Cold;
        if (cold.Folder.Length > 0 && cold.S3.Bucket.Length > 0)
        {
            yield return "Lake:Cold has both a Folder and an S3:Bucket; a lake has one cold store.";
        }

        if (cold.AfterDays is < 1 or > MaxDays)
        {
            yield return $"Lake:Cold:AfterDays is {cold.AfterDays}; it must be 1 to {MaxDays}, or absent for never.";
        }

        foreach (var (place, one) in options.Classes.Index().Where(one => one.Item.ColdAfterDays is < 1 or > MaxDays))
        {
            yield return $"Lake:Classes:{place}:ColdAfterDays is {one.ColdAfterDays}; it must be 1 to {MaxDays}, or absent for what Lake:Cold:AfterDays says.";
        }

        if (cold.CacheMegabytes is < 1 or > MaxCacheMegabytes)
        {
            yield return $"Lake:Cold:CacheMegabytes is {cold.CacheMegabytes}; it must be 1 to {MaxCacheMegabytes}.";
        }
        else if (cold.IsSet && cold.CacheMegabytes < options.SegmentMegabytes)
        {
            yield return $"Lake:Cold:CacheMegabytes is {cold.CacheMegabytes}, less than one segment of Lake:SegmentMegabytes ({options.SegmentMegabytes}): hunts could read nothing that is cold.";
        }

        if (!cold.IsSet && (cold.AfterDays is not null || options.Classes.Any(one => one.ColdAfterDays is not null)))
        {
            yield return "Days after which segments become cold are set, but no cold store: Lake:Cold:Folder or Lake:Cold:S3:Bucket.";
        }

        if (cold.S3.Endpoint.Length > 0 && !(Uri.TryCreate(cold.S3.Endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
        {
            yield return $"Lake:Cold:S3:Endpoint '{cold.S3.Endpoint}' is no address of http:// or https://.";
        }

        foreach (var failure in cold.IsSet ? CheckKeys(cold) : [])
        {
            yield return failure;
        }
    }

    private static IEnumerable<string> CheckKeys(ColdOptions cold)
    {
        if (cold.Keys.Count == 0)
        {
            yield return "Lake:Cold has a store but no master key in Lake:Cold:Keys. Make one with 'openssl rand -hex 32' and keep a copy elsewhere: without it nobody reads what is cold.";
        }

        foreach (var place in cold.Keys)
        {
            if (Complaint(place) is { } complaint)
            {
                yield return "Lake:Cold:Keys: " + complaint;
            }
        }
    }

    private static string? Complaint(string place)
    {
        try
        {
            MasterKey.Load(place);
            return null;
        }
        catch (InvalidDataException wrong)
        {
            return wrong.Message;
        }
    }
}

namespace Kotwal.Lake;

/// <summary>Where sealed days go when they are no longer asked for every day, encrypted. Section <c>Lake:Cold</c>. Without a folder and a bucket nothing moves.</summary>
public sealed class ColdOptions
{
    /// <summary>A folder, on a slower disk or a mounted share. Empty for none.</summary>
    public string Folder { get; set; } = "";

    /// <summary>A bucket of an S3-compatible store.</summary>
    public S3Options S3 { get; } = new();

    /// <summary>
    /// Whole days after the UTC day of receipt after which sealed segments move, for classes that do not say it themselves
    /// (<see cref="RetentionClassOptions.ColdAfterDays"/>). Null for never. 1 to 36,500.
    /// </summary>
    public int? AfterDays { get; set; }

    /// <summary>
    /// Where master keys are, each as <c>file:PATH</c> or <c>env:NAME</c>: 64 hexadecimal digits. The first encrypts, all of them decrypt.
    /// </summary>
    public IList<string> Keys { get; } = [];

    /// <summary>Most disk for fetched segments, in MiB. A hunt that needs more at once is refused. Default 4,096.</summary>
    public int CacheMegabytes { get; set; } = 4_096;

    /// <summary>True when there is a cold store.</summary>
    public bool IsSet => Folder.Length > 0 || S3.Bucket.Length > 0;
}

/// <summary>A bucket. Section <c>Lake:Cold:S3</c>.</summary>
public sealed class S3Options
{
    /// <summary>Its name.</summary>
    public string Bucket { get; set; } = "";

    /// <summary>What names of objects begin with, such as <c>kotwal/</c>: two lakes never share one. Default none.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>Address of the store, such as <c>https://s3.example.in</c>. Empty for Amazon's own, in the region.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>Region, as the store calls it. Default <c>us-east-1</c>.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>Name of the access key. Empty means that the machine's own credentials count, as Amazon's tools find them.</summary>
    public string AccessKey { get; set; } = "";

    /// <summary>The secret that belongs to it; better in the environment (<c>KOTWAL_Lake__Cold__S3__SecretKey</c>) than in a file.</summary>
    public string SecretKey { get; set; } = "";

    /// <summary>True when the bucket's name stands in the path and not in the host's name. Default true.</summary>
    public bool PathStyle { get; set; } = true;
}

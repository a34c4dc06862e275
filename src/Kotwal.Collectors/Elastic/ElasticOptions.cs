using System.ComponentModel.DataAnnotations;

namespace Kotwal.Collectors.Elastic;

/// <summary>The door for programs that send to Elasticsearch. Section <c>Collectors:Elastic</c>; bounds are those of <c>Collectors:Http</c>.</summary>
public sealed class ElasticOptions
{
    /// <summary>Name of the source, unless the request says another in <c>?source=</c>. Default <c>elastic</c>.</summary>
    [RegularExpression(SourceName.Pattern, ErrorMessage = "Collectors:Elastic:Source must be 1 to 64 of a-z, 0-9, dot, underscore and hyphen.")]
    public string Source { get; set; } = "elastic";

    /// <summary>Format of the documents, unless the request says another in <c>?format=</c>; empty lets each document decide. Default <c>ecs</c>.</summary>
    [RegularExpression("^[a-z0-9._-]{0,64}$", ErrorMessage = "Collectors:Elastic:Format must be the name of a format, or empty.")]
    public string Format { get; set; } = "ecs";

    /// <summary>
    /// The version of Elasticsearch that senders are told. Some refuse a server that is older than they are, none one that is
    /// newer. Default 9.99.0.
    /// </summary>
    [RegularExpression(@"^\d{1,3}\.\d{1,3}\.\d{1,3}$", ErrorMessage = "Collectors:Elastic:Version must be three numbers, for example 8.19.0.")]
    public string Version { get; set; } = "9.99.0";
}

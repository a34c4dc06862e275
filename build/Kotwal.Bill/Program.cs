using Kotwal.Bill;

// The first line of the message is what a person sees in the build's output.
if (args is not [var assets, var output, var name, var version, var runtime])
{
    Console.Error.WriteLine("usage: Kotwal.Bill PROJECT.ASSETS.JSON OUTPUT NAME VERSION RUNTIME-VERSION");
    return 2;
}

var graph = PackageGraph.Read(assets);
File.WriteAllText(output, CycloneDx.Write(name, version, runtime, graph));
return 0;

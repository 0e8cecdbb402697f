// Usage of the commands of kubectl 1.3 that read.

import { flagsOf, type CommandUsage } from './commandUsage.ts';
import {
  extendedApisFlag,
  outputFlags,
  possibleTypes,
  recursiveFlag,
  selectorFlag,
} from './sharedFlags.ts';

export const get: CommandUsage = {
  name: 'get',
  short: 'Display one or many resources',
  long: `Display one or many resources.

${possibleTypes}

By specifying the output as 'template' and providing a Go template as the value
of the --template flag, you can filter the attributes of the fetched resource(s).`,
  line: 'get [(-o|--output=)json|yaml|wide|go-template=...|go-template-file=...|jsonpath=...|jsonpath-file=...] (TYPE [NAME | -l label] | TYPE/NAME ...) [flags]',
  example: `# List all pods in ps output format.
kubectl get pods

# List all pods in ps output format with more information (such as node name).
kubectl get pods -o wide

# List a single replication controller with specified NAME in ps output format.
kubectl get replicationcontroller web

# List a single pod in JSON output format.
kubectl get -o json pod web-pod-13je7

# List a pod identified by type and name specified in "pod.yaml" in JSON output format.
kubectl get -f pod.yaml -o json

# Return only the phase value of the specified pod.
kubectl get -o template pod/web-pod-13je7 --template={{.status.phase}}

# List all replication controllers and services together in ps output format.
kubectl get rc,services

# List one or more resources by their type and names.
kubectl get rc/web service/frontend pods/web-pod-13je7`,
  flags: flagsOf(`
      --all-namespaces[=false]: If present, list the requested object(s) across all namespaces. Namespace in current context is ignored even if specified with --namespace.
      --export[=false]: If true, use 'export' for the resources.  Exported resources are stripped of cluster-specific information.
  -f, --filename=[]: Filename, directory, or URL to a file identifying the resource to get from a server.
  -L, --label-columns=[]: Accepts a comma separated list of labels that are going to be presented as columns. Names are case-sensitive. You can also use multiple flag statements like -L label1 -L label2...
  -w, --watch[=false]: After listing/getting the requested object, watch for changes.
      --watch-only[=false]: Watch for changes to the requested object(s), without listing/getting first.
${extendedApisFlag}${outputFlags}${recursiveFlag}${selectorFlag}`),
};

export const describe: CommandUsage = {
  name: 'describe',
  short: 'Show details of a specific resource or group of resources',
  long: `Show details of a specific resource or group of resources.

This command joins many API calls together to form a detailed description of a
given resource or group of resources.

$ kubectl describe TYPE NAME_PREFIX

will first check for an exact match on TYPE and NAME_PREFIX. If no such resource
exists, it will output details for every resource that has a name prefixed with NAME_PREFIX

${possibleTypes}`,
  line: 'describe (-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME)',
  example: `# Describe a node
kubectl describe nodes kubernetes-minion-emt8.c.myproject.internal

# Describe a pod
kubectl describe pods/nginx

# Describe a pod identified by type and name in "pod.json"
kubectl describe -f pod.json

# Describe all pods
kubectl describe pods

# Describe pods by label name=myLabel
kubectl describe po -l name=myLabel

# Describe all pods managed by the 'frontend' replication controller (rc-created pods
# get the name of the rc as a prefix in the pod the name).
kubectl describe pods frontend`,
  flags: flagsOf(`
  -f, --filename=[]: Filename, directory, or URL to a file containing the resource to describe
      --show-events[=true]: If true, display events related to the described object.
${extendedApisFlag}${recursiveFlag}${selectorFlag}`),
};

export const explain: CommandUsage = {
  name: 'explain',
  short: 'Documentation of resources.',
  long: `Documentation of resources.

${possibleTypes}`,
  line: 'explain RESOURCE',
  example: `# Get the documentation of the resource and its fields
kubectl explain pods

# Get the documentation of a specific field of a resource
kubectl explain pods.spec.containers`,
  flags: flagsOf(`
      --recursive[=false]: Print the fields of fields (Currently only 1 level deep)
${extendedApisFlag}`),
};

export const version: CommandUsage = {
  name: 'version',
  short: 'Print the client and server version information.',
  long: 'Print the client and server version information.',
  line: 'version',
  flags: [
    ...flagsOf(`
      --client[=false]: Client version only (no server required).
`),
    { name: 'c', short: 'c', type: 'bool', isHidden: true },
  ],
};

export const clusterInfo: CommandUsage = {
  name: 'cluster-info',
  aliases: ['clusterinfo'],
  short: 'Display cluster info',
  long: `Display addresses of the master and services with label kubernetes.io/cluster-service=true
To further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.`,
  line: 'cluster-info',
  commands: [
    {
      name: 'dump',
      short: 'Dump lots of relevant info for debugging and diagnosis',
      long: 'Dump lots of relevant info for debugging and diagnosis',
      line: 'dump',
      absence: 'this playground\'s kubectl does not simulate "cluster-info dump"',
    },
  ],
};

export const apiVersions: CommandUsage = {
  name: 'api-versions',
  aliases: ['apiversions'],
  short: 'Print the supported API versions on the server, in the form of "group/version".',
  long: 'Print the supported API versions on the server, in the form of "group/version".',
  line: 'api-versions',
};

const currentContext: CommandUsage = {
  name: 'current-context',
  short: 'Displays the current-context',
  long: 'Displays the current-context',
  line: 'current-context',
  example: `# Display the current-context
kubectl config current-context`,
};

const view: CommandUsage = {
  name: 'view',
  short: 'Displays merged kubeconfig settings or a specified kubeconfig file.',
  long: `Displays merged kubeconfig settings or a specified kubeconfig file.

You can use --output jsonpath={...} to extract specific values using a jsonpath expression.`,
  line: 'view',
  example: `# Show Merged kubeconfig settings.
kubectl config view

# Get the password for the e2e user
kubectl config view -o jsonpath='{.users[?(@.name == "e2e")].user.password}'`,
  flags: flagsOf(`
      --flatten[=false]: flatten the resulting kubeconfig file into self contained output (useful for creating portable kubeconfig files)
      --merge[=true]: merge together the full hierarchy of kubeconfig files
      --minify[=false]: remove all information not used by current-context from the output
      --raw[=false]: display raw byte data
${outputFlags}`),
};

export const config: CommandUsage = {
  name: 'config',
  short: 'config modifies kubeconfig files',
  long: `config modifies kubeconfig files using subcommands like "kubectl config set current-context my-context"

The loading order follows these rules:
1. If the --kubeconfig flag is set, then only that file is loaded.  The flag may only be set once and no merging takes place.
2. If $KUBECONFIG environment variable is set, then it is used a list of paths (normal path delimitting rules for your system).  These paths are merged together.  When a value is modified, it is modified in the file that defines the stanza.  When a value is created, it is created in the first file that exists.  If no files in the chain exist, then it creates the last file in the list.
3. Otherwise, \${HOME}/.kube/config is used and no merging takes place.`,
  line: 'config SUBCOMMAND',
  flags: flagsOf(`
      --kubeconfig="": use a particular kubeconfig file
`),
  commands: [
    view,
    bare('set-cluster', 'Sets a cluster entry in kubeconfig'),
    bare('set-credentials', 'Sets a user entry in kubeconfig'),
    bare('set-context', 'Sets a context entry in kubeconfig'),
    bare('set', 'Sets an individual value in a kubeconfig file'),
    bare('unset', 'Unsets an individual value in a kubeconfig file'),
    currentContext,
    bare('use-context', 'Sets the current-context in a kubeconfig file'),
  ],
};

/** A command that is listed only. */
function bare(name: string, short: string): CommandUsage {
  return { name, short, long: short, line: name };
}

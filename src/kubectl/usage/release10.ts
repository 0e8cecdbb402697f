// Usage of the commands of kubectl 1.0. Commands and flags that came later are unknown to it.

import { flagsOf, type CommandUsage } from './commandUsage.ts';
import * as running from './release10Running.ts';
import { printing, selector } from './release10Running.ts';

const get: CommandUsage = {
  name: 'get',
  short: 'Display one or many resources',
  long: `Display one or many resources.

Possible resources include pods (po), replication controllers (rc), services
(svc), nodes, events (ev), component statuses (cs), limit ranges (limits),
nodes (no), persistent volumes (pv), persistent volume claims (pvc)
or resource quotas (quota).

By specifying the output as 'template' and providing a Go template as the value
of the --template flag, you can filter the attributes of the fetched resource(s).`,
  line: 'get [(-o|--output=)json|yaml|template|wide|...] (RESOURCE [NAME] | RESOURCE/NAME ...)',
  example: `// List all pods in ps output format.
$ kubectl get pods

// List all pods in ps output format with more information (such as node name).
$ kubectl get pods -o wide

// List a single replication controller with specified NAME in ps output format.
$ kubectl get replicationcontroller web

// List a single pod in JSON output format.
$ kubectl get -o json pod web-pod-13je7

// Return only the phase value of the specified pod.
$ kubectl get -o template web-pod-13je7 --template={{.status.phase}} --api-version=v1

// List all replication controllers and services together in ps output format.
$ kubectl get rc,services

// List one or more resources by their type and names.
$ kubectl get rc/web service/frontend pods/web-pod-13je7`,
  flags: flagsOf(`
      --all-namespaces=false: If present, list the requested object(s) across all namespaces. Namespace in current context is ignored even if specified with --namespace.
  -L, --label-columns=[]: Accepts a comma separated list of labels that are going to be presented as columns. Names are case-sensitive. You can also use multiple flag statements like -L label1 -L label2...
  -w, --watch=false: After listing/getting the requested object, watch for changes.
      --watch-only=false: Watch for changes to the requested object(s), without listing/getting first.
${printing}${selector}`),
};

const describe: CommandUsage = {
  name: 'describe',
  short: 'Show details of a specific resource or group of resources',
  long: `Show details of a specific resource or group of resources.

This command joins many API calls together to form a detailed description of a
given resource or group of resources.

$ kubectl describe RESOURCE NAME_PREFIX

will first check for an exact match on RESOURCE and NAME_PREFIX. If no such resource
exists, it will output details for every resource that has a name prefixed with NAME_PREFIX

Possible resources include pods (po), replication controllers (rc), services
(svc), minions (mi), or nodes (no).`,
  line: 'describe (RESOURCE NAME_PREFIX | RESOURCE/NAME)',
  example: `// Describe a node
$ kubectl describe nodes kubernetes-minion-emt8.c.myproject.internal

// Describe a pod
$ kubectl describe pods/nginx

// Describe pods by label name=myLabel
$ kubectl describe po -l name=myLabel

// Describe all pods managed by the 'frontend' replication controller (rc-created pods
// get the name of the rc as a prefix in the pod the name).
$ kubectl describe pods frontend`,
  flags: flagsOf(selector),
};

const create: CommandUsage = {
  name: 'create',
  short: 'Create a resource by filename or stdin',
  long: `Create a resource by filename or stdin.

JSON and YAML formats are accepted.`,
  line: 'create -f FILENAME',
  example: `// Create a pod using the data in pod.json.
$ kubectl create -f ./pod.json

// Create a pod based on the JSON passed into stdin.
$ cat pod.json | kubectl create -f -`,
  flags: flagsOf(`
  -f, --filename=[]: Filename, directory, or URL to file to use to create the resource
`),
};

const replace: CommandUsage = {
  name: 'replace',
  aliases: ['update'],
  short: 'Replace a resource by filename or stdin.',
  long: `Replace a resource by filename or stdin.

JSON and YAML formats are accepted.`,
  line: 'replace -f FILENAME',
  example: `// Replace a pod using the data in pod.json.
$ kubectl replace -f ./pod.json

// Replace a pod based on the JSON passed into stdin.
$ cat pod.json | kubectl replace -f -

// Force replace, delete and then re-create the resource
kubectl replace --force -f ./pod.json`,
  flags: flagsOf(`
      --cascade=false: Only relevant during a force replace. If true, cascade the deletion of the resources managed by this resource (e.g. Pods created by a ReplicationController).
  -f, --filename=[]: Filename, directory, or URL to file to use to replace the resource.
      --force=false: Delete and re-create the specified resource
      --grace-period=-1: Only relevant during a force replace. Period of time in seconds given to the old resource to terminate gracefully. Ignored if negative.
      --timeout=0s: Only relevant during a force replace. The length of time to wait before giving up on a delete of the old resource, zero means determine a timeout from the size of the object
`),
};

const patch: CommandUsage = {
  name: 'patch',
  short: 'Update field(s) of a resource by stdin.',
  long: `Update field(s) of a resource using strategic merge patch

JSON and YAML formats are accepted.`,
  line: 'patch RESOURCE NAME -p PATCH',
  example: `// Partially update a node using strategic merge patch
kubectl patch node k8s-node-1 -p '{"spec":{"unschedulable":true}}'`,
  flags: flagsOf(`
  -p, --patch="": The patch to be applied to the resource JSON file.
`),
};

const deleteUsage: CommandUsage = {
  name: 'delete',
  short:
    'Delete a resource by filename, stdin, resource and name, or by resources and label selector.',
  long: `Delete a resource by filename, stdin, resource and name, or by resources and label selector.

JSON and YAML formats are accepted.

If both a filename and command line arguments are passed, the command line
arguments are used and the filename is ignored.

Note that the delete command does NOT do resource version checks, so if someone
submits an update to a resource right when you submit a delete, their update
will be lost along with the rest of the resource.`,
  line: 'delete ([-f FILENAME] | (RESOURCE [(NAME | -l label | --all)]',
  example: `// Delete a pod using the type and name specified in pod.json.
$ kubectl delete -f ./pod.json

// Delete a pod based on the type and name in the JSON passed into stdin.
$ cat pod.json | kubectl delete -f -

// Delete pods and services with label name=myLabel.
$ kubectl delete pods,services -l name=myLabel

// Delete a pod with UID 1234-56-7890-234234-456456.
$ kubectl delete pod 1234-56-7890-234234-456456

// Delete all pods
$ kubectl delete pods --all`,
  flags: flagsOf(`
      --all=false: [-all] to select all the specified resources.
      --cascade=true: If true, cascade the deletion of the resources managed by this resource (e.g. Pods created by a ReplicationController).  Default true.
  -f, --filename=[]: Filename, directory, or URL to a file containing the resource to delete.
      --grace-period=-1: Period of time in seconds given to the resource to terminate gracefully. Ignored if negative.
      --ignore-not-found=false: Treat "resource not found" as a successful delete.
  -l, --selector="": Selector (label query) to filter on.
      --timeout=0s: The length of time to wait before giving up on a delete, zero means determine a timeout from the size of the object
`),
};

/** In the order in which kubectl lists them. */
export const commands10: readonly CommandUsage[] = [
  get,
  describe,
  create,
  replace,
  patch,
  deleteUsage,
  listed('namespace', 'SUPERSEDED: Set and view the current Kubernetes namespace'),
  running.logs,
  running.rollingUpdate,
  running.scale,
  running.exec,
  listed('port-forward', 'Forward one or more local ports to a pod.'),
  listed('proxy', 'Run a proxy to the Kubernetes API server'),
  running.run,
  running.stop,
  running.expose,
  running.label,
  listed('config', 'config modifies kubeconfig files'),
  listed('cluster-info', 'Display cluster info'),
  listed('api-versions', 'Print available API versions.'),
  listed('version', 'Print the client and server version information.'),
];

/** A command without flags of its own here. */
function listed(name: string, short: string): CommandUsage {
  return { name, short, long: short, line: name };
}

// Usage of the commands of kubectl 1.3 that write objects from manifests or make them.

import { flagsOf, type CommandUsage } from './commandUsage.ts';
import {
  dryRunFlag,
  extendedApisFlag,
  outputFlags,
  recordFlag,
  recursiveFlag,
  saveConfigFlag,
  schemaFlags,
  selectorFlag,
  shortOutputFlag,
} from './sharedFlags.ts';

const createNamespace: CommandUsage = {
  name: 'namespace',
  aliases: ['ns'],
  short: 'Create a namespace with the specified name.',
  long: 'Create a namespace with the specified name.',
  line: 'namespace NAME [--dry-run]',
  example: `  # Create a new namespace named my-namespace
  kubectl create namespace my-namespace`,
  flags: flagsOf(`
      --generator="namespace/v1": The name of the API generator to use.
${dryRunFlag}${outputFlags}${saveConfigFlag}${schemaFlags}`),
};

export const create: CommandUsage = {
  name: 'create',
  short: 'Create a resource by filename or stdin',
  long: `Create a resource by filename or stdin.

JSON and YAML formats are accepted.`,
  line: 'create -f FILENAME',
  example: `# Create a pod using the data in pod.json.
kubectl create -f ./pod.json

# Create a pod based on the JSON passed into stdin.
cat pod.json | kubectl create -f -`,
  flags: flagsOf(`
  -f, --filename=[]: Filename, directory, or URL to file to use to create the resource
${extendedApisFlag}${shortOutputFlag}${recordFlag}${recursiveFlag}${saveConfigFlag}${schemaFlags}`),
  commands: [
    createNamespace,
    {
      name: 'secret',
      absence: 'create secret: this cluster has no objects of that kind',
      short: 'Create a secret using specified subcommand.',
      long: 'Create a secret using specified subcommand.',
      line: 'secret',
    },
    {
      name: 'configmap',
      absence: 'create configmap: this cluster has no objects of that kind',
      short: 'Create a configMap from a local file, directory or literal value.',
      long: 'Create a configMap from a local file, directory or literal value.',
      line: 'configmap NAME [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run]',
    },
    {
      name: 'serviceaccount',
      absence: 'create serviceaccount: this cluster has no objects of that kind',
      aliases: ['sa'],
      short: 'Create a service account with the specified name.',
      long: 'Create a service account with the specified name.',
      line: 'serviceaccount NAME [--dry-run]',
    },
  ],
};

export const replace: CommandUsage = {
  name: 'replace',
  aliases: ['update'],
  short: 'Replace a resource by filename or stdin.',
  long: `Replace a resource by filename or stdin.

JSON and YAML formats are accepted. If replacing an existing resource, the
complete resource spec must be provided. This can be obtained by
$ kubectl get TYPE NAME -o yaml

Please refer to the models in https://htmlpreview.github.io/?https://github.com/kubernetes/kubernetes/blob/release-1.3/docs/api-reference/v1/definitions.html to find if a field is mutable.`,
  line: 'replace -f FILENAME',
  example: `# Replace a pod using the data in pod.json.
kubectl replace -f ./pod.json

# Replace a pod based on the JSON passed into stdin.
cat pod.json | kubectl replace -f -

# Update a single-container pod's image version (tag) to v4
kubectl get pod mypod -o yaml | sed 's/\\(image: myimage\\):.*$/\\1:v4/' | kubectl replace -f -

# Force replace, delete and then re-create the resource
kubectl replace --force -f ./pod.json`,
  flags: flagsOf(`
      --cascade[=false]: Only relevant during a force replace. If true, cascade the deletion of the resources managed by this resource (e.g. Pods created by a ReplicationController).
  -f, --filename=[]: Filename, directory, or URL to file to use to replace the resource.
      --force[=false]: Delete and re-create the specified resource
      --grace-period=-1: Only relevant during a force replace. Period of time in seconds given to the old resource to terminate gracefully. Ignored if negative.
      --timeout=0s: Only relevant during a force replace. The length of time to wait before giving up on a delete of the old resource, zero means determine a timeout from the size of the object
${extendedApisFlag}${shortOutputFlag}${recordFlag}${recursiveFlag}${saveConfigFlag}${schemaFlags}`),
};

export const apply: CommandUsage = {
  name: 'apply',
  short: 'Apply a configuration to a resource by filename or stdin',
  long: `Apply a configuration to a resource by filename or stdin.
The resource will be created if it doesn't exist yet.

JSON and YAML formats are accepted.`,
  line: 'apply -f FILENAME',
  example: `# Apply the configuration in pod.json to a pod.
kubectl apply -f ./pod.json

# Apply the JSON passed into stdin to a pod.
cat pod.json | kubectl apply -f -`,
  flags: flagsOf(`
  -f, --filename=[]: Filename, directory, or URL to file that contains the configuration to apply
${extendedApisFlag}${shortOutputFlag}${recordFlag}${recursiveFlag}${schemaFlags}`),
};

export const patch: CommandUsage = {
  name: 'patch',
  short: 'Update field(s) of a resource using strategic merge patch.',
  long: `Update field(s) of a resource using strategic merge patch

JSON and YAML formats are accepted.

Please refer to the models in https://htmlpreview.github.io/?https://github.com/kubernetes/kubernetes/blob/release-1.3/docs/api-reference/v1/definitions.html to find if a field is mutable.`,
  line: 'patch (-f FILENAME | TYPE NAME) -p PATCH',
  example: `
# Partially update a node using strategic merge patch
kubectl patch node k8s-node-1 -p '{"spec":{"unschedulable":true}}'

# Partially update a node identified by the type and name specified in "node.json" using strategic merge patch
kubectl patch -f node.json -p '{"spec":{"unschedulable":true}}'

# Update a container's image; spec.containers[*].name is required because it's a merge key
kubectl patch pod valid-pod -p '{"spec":{"containers":[{"name":"kubernetes-serve-hostname","image":"new image"}]}}'

# Update a container's image using a json patch with positional arrays
kubectl patch pod valid-pod --type='json' -p='[{"op": "replace", "path": "/spec/containers/0/image", "value":"new image"}]'`,
  flags: flagsOf(`
  -f, --filename=[]: Filename, directory, or URL to a file identifying the resource to update
  -p, --patch="": The patch to be applied to the resource JSON file.
      --type="strategic": The type of patch being provided; one of [json merge strategic]
${extendedApisFlag}${shortOutputFlag}${recordFlag}${recursiveFlag}`),
};

export const deleteUsage: CommandUsage = {
  name: 'delete',
  short:
    'Delete resources by filenames, stdin, resources and names, or by resources and label selector.',
  long: `Delete resources by filenames, stdin, resources and names, or by resources and label selector.

JSON and YAML formats are accepted.

Only one type of the arguments may be specified: filenames, resources and names, or resources and label selector

Note that the delete command does NOT do resource version checks, so if someone
submits an update to a resource right when you submit a delete, their update
will be lost along with the rest of the resource.`,
  line: 'delete ([-f FILENAME] | TYPE [(NAME | -l label | --all)])',
  example: `# Delete a pod using the type and name specified in pod.json.
kubectl delete -f ./pod.json

# Delete a pod based on the type and name in the JSON passed into stdin.
cat pod.json | kubectl delete -f -

# Delete pods and services with same names "baz" and "foo"
kubectl delete pod,service baz foo

# Delete pods and services with label name=myLabel.
kubectl delete pods,services -l name=myLabel

# Delete a pod immediately (no graceful shutdown)
kubectl delete pod foo --now

# Delete a pod with UID 1234-56-7890-234234-456456.
kubectl delete pod 1234-56-7890-234234-456456

# Delete all pods
kubectl delete pods --all`,
  flags: flagsOf(`
      --all[=false]: [-all] to select all the specified resources.
      --cascade[=true]: If true, cascade the deletion of the resources managed by this resource (e.g. Pods created by a ReplicationController).  Default true.
  -f, --filename=[]: Filename, directory, or URL to a file containing the resource to delete.
      --grace-period=-1: Period of time in seconds given to the resource to terminate gracefully. Ignored if negative.
      --ignore-not-found[=false]: Treat "resource not found" as a successful delete. Defaults to "true" when --all is specified.
      --now[=false]: If true, resources are force terminated without graceful deletion (same as --grace-period=0).
  -l, --selector="": Selector (label query) to filter on.
      --timeout=0s: The length of time to wait before giving up on a delete, zero means determine a timeout from the size of the object
${extendedApisFlag}${shortOutputFlag}${recursiveFlag}`),
};

export const edit: CommandUsage = {
  name: 'edit',
  short: 'Edit a resource on the server',
  long: `Edit a resource from the default editor.

The edit command allows you to directly edit any API resource you can retrieve via the
command line tools. It will open the editor defined by your KUBE_EDITOR, or EDITOR
environment variables, or fall back to 'vi' for Linux or 'notepad' for Windows.
You can edit multiple objects, although changes are applied one at a time. The command
accepts filenames as well as command line arguments, although the files you point to must
be previously saved versions of resources.

The files to edit will be output in the default API version, or a version specified
by --output-version. The default format is YAML - if you would like to edit in JSON
pass -o json. The flag --windows-line-endings can be used to force Windows line endings,
otherwise the default for your operating system will be used.

In the event an error occurs while updating, a temporary file will be created on disk
that contains your unapplied changes. The most common error when updating a resource
is another editor changing the resource on the server. When this occurs, you will have
to apply your changes to the newer version of the resource, or update your temporary
saved copy to include the latest resource version.`,
  line: 'edit (RESOURCE/NAME | -f FILENAME)',
  example: `  # Edit the service named 'docker-registry':
  kubectl edit svc/docker-registry

  # Use an alternative editor
  KUBE_EDITOR="nano" kubectl edit svc/docker-registry

  # Edit the service 'docker-registry' in JSON using the v1 API format:
  kubectl edit svc/docker-registry --output-version=v1 -o json`,
  flags: flagsOf(`
  -f, --filename=[]: Filename, directory, or URL to file to use to edit the resource
  -o, --output="yaml": Output format. One of: yaml|json.
      --output-version="": Output the formatted object with the given group version (for ex: 'extensions/v1beta1').
      --windows-line-endings[=false]: Use Windows line-endings (default Unix line-endings)
${extendedApisFlag}${recordFlag}${recursiveFlag}${saveConfigFlag}`),
};

const labelTexts = `A label must begin with a letter or number, and may contain letters, numbers, hyphens, dots, and underscores, up to 63 characters.
If --overwrite is true, then existing labels can be overwritten, otherwise attempting to overwrite a label will result in an error.
If --resource-version is specified, then updates will use this resource version, otherwise the existing resource-version will be used.`;

export const label: CommandUsage = {
  name: 'label',
  short: 'Update the labels on a resource',
  long: `Update the labels on a resource.\n\n${labelTexts}`,
  line: 'label [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]',
  example: `# Update pod 'foo' with the label 'unhealthy' and the value 'true'.
kubectl label pods foo unhealthy=true

# Update pod 'foo' with the label 'status' and the value 'unhealthy', overwriting any existing value.
kubectl label --overwrite pods foo status=unhealthy

# Update all pods in the namespace
kubectl label pods --all status=unhealthy

# Update a pod identified by the type and name in "pod.json"
kubectl label -f pod.json status=unhealthy

# Update pod 'foo' only if the resource is unchanged from version 1.
kubectl label pods foo status=unhealthy --resource-version=1

# Update pod 'foo' by removing a label named 'bar' if it exists.
# Does not require the --overwrite flag.
kubectl label pods foo bar-`,
  flags: flagsOf(`
      --all[=false]: select all resources in the namespace of the specified resource types
  -f, --filename=[]: Filename, directory, or URL to a file identifying the resource to update the labels
      --overwrite[=false]: If true, allow labels to be overwritten, otherwise reject label updates that overwrite existing labels.
      --resource-version="": If non-empty, the labels update will only succeed if this is the current resource-version for the object. Only valid when specifying a single resource.
${dryRunFlag}${extendedApisFlag}${outputFlags}${recordFlag}${recursiveFlag}${selectorFlag}`),
};

export const annotate: CommandUsage = {
  name: 'annotate',
  short: 'Update the annotations on a resource',
  long: `Update the annotations on one or more resources.

An annotation is a key/value pair that can hold larger (compared to a label), and possibly not human-readable, data.
It is intended to store non-identifying auxiliary data, especially data manipulated by tools and system extensions.
If --overwrite is true, then existing annotations can be overwritten, otherwise attempting to overwrite an annotation will result in an error.
If --resource-version is specified, then updates will use this resource version, otherwise the existing resource-version will be used.

Possible resources include (case insensitive): pods (po), services (svc),
replicationcontrollers (rc), nodes (no), events (ev), componentstatuses (cs),
limitranges (limits), persistentvolumes (pv), persistentvolumeclaims (pvc),
horizontalpodautoscalers (hpa), resourcequotas (quota) or secrets.`,
  line: 'annotate [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]',
  example: `# Update pod 'foo' with the annotation 'description' and the value 'my frontend'.
# If the same annotation is set multiple times, only the last value will be applied
kubectl annotate pods foo description='my frontend'

# Update a pod identified by type and name in "pod.json"
kubectl annotate -f pod.json description='my frontend'

# Update pod 'foo' with the annotation 'description' and the value 'my frontend running nginx', overwriting any existing value.
kubectl annotate --overwrite pods foo description='my frontend running nginx'

# Update all pods in the namespace
kubectl annotate pods --all description='my frontend running nginx'

# Update pod 'foo' only if the resource is unchanged from version 1.
kubectl annotate pods foo description='my frontend running nginx' --resource-version=1

# Update pod 'foo' by removing an annotation named 'description' if it exists.
# Does not require the --overwrite flag.
kubectl annotate pods foo description-`,
  flags: flagsOf(`
      --all[=false]: select all resources in the namespace of the specified resource types
  -f, --filename=[]: Filename, directory, or URL to a file identifying the resource to update the annotation
      --overwrite[=false]: If true, allow annotations to be overwritten, otherwise reject annotation updates that overwrite existing annotations.
      --resource-version="": If non-empty, the annotation update will only succeed if this is the current resource-version for the object. Only valid when specifying a single resource.
${extendedApisFlag}${outputFlags}${recordFlag}${recursiveFlag}${selectorFlag}`),
};

const setImage: CommandUsage = {
  name: 'image',
  short: 'Update image of a pod template',
  long: `Update existing container image(s) of resources.

Possible resources include (case insensitive):
pod (po), replicationcontroller (rc), deployment, daemonset (ds), job, replicaset (rs).`,
  line: 'image (-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N',
  example: `# Set a deployment's nginx container image to 'nginx:1.9.1', and its busybox container image to 'busybox'.
kubectl set image deployment/nginx busybox=busybox nginx=nginx:1.9.1

# Update all deployments' and rc's nginx container's image to 'nginx:1.9.1'
kubectl set image deployments,rc nginx=nginx:1.9.1 --all`,
  flags: flagsOf(`
      --all[=false]: select all resources in the namespace of the specified resource types
  -f, --filename=[]: Filename, directory, or URL to a file identifying the resource to get from a server.
  -l, --selector="": Selector (label query) to filter on
      --local[=false]: If true, set image will NOT contact api-server but run locally.
${shortOutputFlag}${recordFlag}${recursiveFlag}`),
};

export const set: CommandUsage = {
  name: 'set',
  short: 'Set specific features on objects',
  long: `Configure application resources

These commands help you make changes to existing application resources.`,
  line: 'set SUBCOMMAND',
  commands: [setImage],
};
